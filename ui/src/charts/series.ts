/** A series with what is compared: the office names each indicator once, whoever draws needs it beside the numbers. */
import type { BandView, IndicatorView, SeriesView } from "../ipc/generated";

export type Series = Omit<SeriesView, "indicator"> & { indicator: IndicatorView };

/** Stands where several words would. */
const SEVERAL = "—";

/** The word that stands in the place of all numbers of a year, year by year; null where somebody has one. */
export function gapWords(all: readonly Series[], bands: readonly BandView[] = []): (string | null)[] {
  return (all[0]?.points ?? []).map(({ year, shown }, at) => {
    const isGap = all.every((it) => it.points[at]?.value === null) && !bands.some((it) => it.year === year);
    if (!isGap) return null;
    return all.every((it) => it.points[at]?.shown === shown) ? shown : SEVERAL;
  });
}

/** The years in which some part of a whole has no number: a bar of the others is no whole. */
export function partialYears(all: readonly Series[]): boolean[] {
  const has = (at: number) => (it: Series) => (it.points[at]?.value ?? null) !== null;
  return (all[0]?.points ?? []).map((_, at) => all.some(has(at)) && !all.every(has(at)));
}
