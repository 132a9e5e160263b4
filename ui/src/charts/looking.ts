/** Looking at the numbers of a chart, with the mouse and with keys. */
import { computed, ref } from "vue";

import type { Series } from "./series";
import { nearest, styles } from "./option";
import { texts } from "./texts";

/** How what is drawn lies on the screen. */
export interface Drawn {
  /** Where a number of a year lies, in pixels; null where nothing is drawn. */
  put: (year: number, value: number) => readonly [number, number] | null;
  /** Which year and which number lie here. */
  take: (x: number, y: number) => { year: number; value: number } | null;
}

/** So far from a point it is still pointed at, in pixels. */
const NEAR = 24;

export function useLooking(all: () => readonly Series[], drawn: Drawn, lead: (report: number) => void) {
  /** The point that is looked at, and where it is drawn. */
  const at = ref<{ series: number; year: number; left: number; top: number } | null>(null);

  /** What is said of it. */
  const card = computed(() => {
    const here = at.value;
    const series = here && all()[here.series];
    const point = series?.points.find(({ year }) => year === here?.year);
    if (!here || !series || !point) return null;
    return {
      here,
      series,
      point,
      change: series.changes.find(({ to, comparable }) => comparable && to === point.year),
      /** Where the form changed between the year before and this. */
      parted: series.breaks.find(({ after }) => after === point.year),
    };
  });

  /** Every number in words; of more series than can be told apart those of the first. */
  const told = computed(() => {
    const words = all()
      .slice(0, styles.length)
      .map(({ subject, indicator, points, sentence }) => texts.told(subject, indicator.label, points.map(({ year, shown }) => texts.point(year, shown)), sentence));
    const others = all().length - words.length;
    return words.join("") + (others > 0 ? texts.others(others) : "") + texts.keys;
  });

  function open(series: number, year: number) {
    const report = all()[series]?.points.find((it) => it.year === year)?.report ?? null;
    if (report !== null) lead(report);
  }

  function openHere() {
    if (at.value) open(at.value.series, at.value.year);
  }

  function leave() {
    at.value = null;
  }

  /** Looks at a point without the mouse. */
  function lookAt(series: number, year: number) {
    const value = Number(all()[series]?.points.find((one) => one.year === year)?.value ?? 0);
    const [left, top] = drawn.put(year, value) ?? [0, 0];
    at.value = { series, year, left, top };
  }

  /** Looks at the point of a line that the mouse is nearest to; where the year has none, at what it has instead. */
  function pointAt(x: number, y: number) {
    const here = drawn.take(x, y);
    const found = here && nearest(all(), here.year, here.value);
    if (here && !found) {
      lookAt(0, here.year);
      return;
    }
    const place = here && found ? drawn.put(here.year, found.value) : null;
    at.value = here && found && place && Math.hypot(place[0] - x, place[1] - y) < NEAR ? { series: found.series, year: here.year, left: place[0], top: place[1] } : null;
  }

  function onKey(event: KeyboardEvent) {
    const years = all()[0]?.points.map(({ year }) => year) ?? [];
    const series = at.value?.series ?? 0;
    const now = at.value ? years.indexOf(at.value.year) : -1;
    if (event.key === "Escape") leave();
    else if (event.key === "Enter") openHere();
    else if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
      const next = years[Math.max(0, Math.min(years.length - 1, now + (event.key === "ArrowRight" ? 1 : -1)))];
      if (next !== undefined) lookAt(series, next);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const count = all().length;
      lookAt((series + (event.key === "ArrowDown" ? 1 : count - 1)) % count, at.value?.year ?? years[0] ?? 0);
    } else return;
    event.preventDefault();
  }

  return { at, card, told, open, openHere, leave, pointAt, onKey };
}

export type Card = NonNullable<ReturnType<typeof useLooking>["card"]["value"]>;
