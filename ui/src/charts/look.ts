/** The colours a chart is drawn in: those of the window, or of paper. */
import { onBeforeUnmount, onMounted, type ShallowRef, shallowRef } from "vue";

export interface Look {
  ink: string;
  quiet: string;
  line: string;
  surface: string;
  /** Whether the window is dark: the same shades, lighter. */
  dark: boolean;
}

/** On white paper. */
export const paper: Look = { ink: "#000000", quiet: "#444444", line: "#cccccc", surface: "#ffffff", dark: false };

/** What the window wears, while what asks is shown. */
export function useLook(): Readonly<ShallowRef<Look>> {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const read = (): Look => {
    const style = getComputedStyle(document.documentElement);
    const of = (name: string) => style.getPropertyValue(name).trim();
    return { ink: of("--ink"), quiet: of("--ink-quiet"), line: of("--line"), surface: of("--surface-raised"), dark: dark.matches };
  };
  const look = shallowRef(read());
  const dress = () => {
    look.value = read();
  };
  onMounted(() => { dark.addEventListener("change", dress); });
  onBeforeUnmount(() => { dark.removeEventListener("change", dress); });
  return look;
}
