/** The size of everything: all sizes are in rem, and one variable at the root says how large that is. */

export const smallest = 80;
export const largest = 200;

export function applyScale(percent: number, root: HTMLElement = document.documentElement) {
  const within = Math.min(Math.max(percent, smallest), largest);
  root.style.setProperty("--scale", String(within / 100));
}
