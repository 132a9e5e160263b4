/** Where all agencies lie: the middle of them as a line, and the half around it as an area. The numbers are the office's: nothing is reckoned here. */
import type { BandView } from "../ipc/generated";
import type { Series } from "./series";
import type { Look } from "./look";
import { type Ground, joined, runs, type Stroke } from "./strokes";

/** The bands of the years that are drawn; undefined where a year has none. */
type Known = readonly (BandView | undefined)[];

/** Those of stretches of years that count the same: each has all years, and bands in its own. */
export function inYears(bands: readonly BandView[], all: readonly Series[]): Known[] {
  const parted = new Set(all.flatMap(({ breaks }) => breaks.filter(({ broken }) => broken).map(({ before }) => before)));
  const stretches: (BandView | undefined)[][] = [[]];
  (all[0]?.points ?? []).forEach(({ year }, at) => {
    stretches.at(-1)?.push(bands.find((it) => it.year === year));
    if (parted.has(year)) stretches.push(Array<undefined>(at + 1).fill(undefined));
  });
  return stretches;
}

/** The numbers between which half the agencies lie, of all years. */
export const edgesOf = (known: readonly Known[]) => known.flat().flatMap((band) => (band ? [Number(band.upper), Number(band.lower)] : []));

/** The area in which half the agencies lie, as a path. */
export const halfPath = (known: readonly Known[], ground: Ground) => known.map((it) => halfOf(it, ground)).join("");

function halfOf(known: Known, { coord }: Ground): string {
  return runs(known.map((band, at) => (band ? at : null)))
    .map((run) => {
      const edge = (of: "upper" | "lower") => run.map(([at]) => coord([at, Number(known[at]?.[of])]));
      const [upper, lower] = [edge("upper"), edge("lower")];
      const [only, low] = [upper[0], lower[0]];
      // A year beside a gap has nothing to be joined with.
      if (run.length === 1 && only && low) return joined([[only[0] - 3, only[1]], [only[0] + 3, only[1]], [low[0] + 3, Math.max(low[1], only[1] + 1)], [low[0] - 3, Math.max(low[1], only[1] + 1)]], true);
      return joined([...upper, ...lower.reverse()], true);
    })
    .join("");
}

export const halfStyle = (look: Look) => ({ fill: look.line, opacity: 0.55 });

export const medianStroke = (known: readonly Known[], look: Look): Stroke => ({
  parts: known.map((stretch) => stretch.map((band) => (band ? Number(band.median) : null))),
  colour: look.ink,
  width: 3,
  dash: "solid",
  opacity: 1,
  marker: null,
});
