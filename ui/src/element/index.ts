/**
 * What we use of the component library, and nothing else: parts where native elements do not do. Typed by what we
 * give them, because the library's own types do not hold under `exactOptionalPropertyTypes`.
 */
import { ElDatePicker, ElDialog, ElDrawer, ElOption, ElSelect } from "element-plus";
import type { DefineComponent } from "vue";

import "element-plus/theme-chalk/base.css";
import "element-plus/theme-chalk/el-date-picker.css";
import "element-plus/theme-chalk/el-dialog.css";
import "element-plus/theme-chalk/el-drawer.css";
import "element-plus/theme-chalk/el-option.css";
import "element-plus/theme-chalk/el-overlay.css";
import "element-plus/theme-chalk/el-scrollbar.css";
import "element-plus/theme-chalk/el-select.css";

interface Overlay {
  modelValue: boolean;
  title: string;
  appendToBody?: boolean;
  closeOnClickModal?: boolean;
  "onUpdate:modelValue"?: (open: boolean) => void;
}

/** A question that has to be answered before anything else. */
export const Dialog = ElDialog as unknown as DefineComponent<Overlay & { width: string }>;

/** A panel from the side that leaves the page where it is. */
export const Drawer = ElDrawer as unknown as DefineComponent<Overlay & { size: string }>;

/** A choice from many that is typed for. */
export const Select = ElSelect as unknown as DefineComponent<{
  modelValue: string | null;
  "aria-label": string;
  placeholder?: string;
  noMatchText?: string;
  size?: "small" | "default";
  filterable?: boolean;
  onChange?: (value: string) => void;
  "onUpdate:modelValue"?: (value: string) => void;
}>;

export const Option = ElOption as unknown as DefineComponent<{ value: string; label: string }>;

export const DatePicker = ElDatePicker as unknown as DefineComponent<{
  modelValue: string;
  type: "date";
  valueFormat: string;
  format: string;
  clearable: boolean;
  "aria-label": string;
  id?: string;
  "onUpdate:modelValue"?: (value: string) => void;
}>;
