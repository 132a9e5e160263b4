/**
 * What we use of the component library, and nothing else: parts where native elements do not do. Typed by what we
 * give them, because the library's own types do not hold under `exactOptionalPropertyTypes`.
 */
import { ElConfigProvider, ElOption, ElSelect } from "element-plus";
import zhCn from "element-plus/es/locale/lang/zh-cn";
import { type Component, type DefineComponent, type FunctionalComponent, h } from "vue";

import "element-plus/theme-chalk/base.css";
import "element-plus/theme-chalk/el-option.css";
import "element-plus/theme-chalk/el-scrollbar.css";
import "element-plus/theme-chalk/el-select.css";

/** The library speaks English unless it is told otherwise. */
function inChinese(part: unknown): FunctionalComponent {
  const spoken: FunctionalComponent = (_, { attrs, slots }) => h(ElConfigProvider as Component, { locale: zhCn }, () => h(part as Component, attrs, slots));
  spoken.inheritAttrs = false;
  return spoken;
}

/** A choice from many that is typed for. */
export const Select = inChinese(ElSelect) as unknown as DefineComponent<{
  modelValue: string | null;
  "aria-label": string;
  placeholder?: string;
  noMatchText?: string;
  size?: "small" | "default";
  filterable?: boolean;
  teleported?: boolean;
  automaticDropdown?: boolean;
  onBlur?: () => void;
  onChange?: (value: string) => void;
  "onUpdate:modelValue"?: (value: string) => void;
}>;

export const Option = ElOption as unknown as DefineComponent<{ value: string; label: string }>;
