/** The colours a chart is drawn in: those of the window, or of paper. */
import { type ShallowRef, shallowRef } from "vue";

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

const dark = matchMedia("(prefers-color-scheme: dark)");

function read(): Look {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string) => style.getPropertyValue(name).trim();
  return { ink: of("--ink"), quiet: of("--ink-quiet"), line: of("--line"), surface: of("--surface-raised"), dark: dark.matches };
}

let worn: ShallowRef<Look> | null = null;

/** What the window wears. Read once for all charts: to ask is to have the page's styles worked out. */
export function useLook(): Readonly<ShallowRef<Look>> {
  if (worn) return worn;
  const look = shallowRef(read());
  dark.addEventListener("change", () => {
    look.value = read();
  });
  worn = look;
  return look;
}
