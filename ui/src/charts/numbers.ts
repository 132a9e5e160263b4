/** The numbers at the points of one line or two: each stands next to its own point, or nowhere. As on paper (press, `lines.rs`). */
import type { Look } from "./look";
import type { Series } from "./series";
import { type Ground, reach } from "./strokes";

/** The library's size of type, in pixels. */
const SIZE = 12;
/** A digit of it, in the widest typefaces it is drawn in. */
const DIGIT = 0.64 * SIZE;
/** Between two numbers in a row. */
const BETWEEN = 6;
/** Half of what marks a point, with the edge around it. */
const MARK = 4.5;
/** From a point to the number next to it. */
const NEXT = 6;
/** Between two points of a year, so that a number between them is seen to belong to the nearer. */
const APART = 2.8 * SIZE;

/** A place on the picture, from its left upper corner. */
export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

const meets = (a: Area, b: Area) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

const widthOf = (text: string) => text.length * DIGIT;

/** A number, and the middle of its upper edge. */
export interface Standing {
  text: string;
  x: number;
  y: number;
}

/** A number without the unit that the axis names. */
export const bare = (shown: string, unit: string) => (unit !== "" && shown.endsWith(unit) ? shown.slice(0, -unit.length) : shown);

/** The years whose numbers are written where each takes so much: the last, and others at even distances before it. */
function written(count: number, widest: number, step: number): number[] {
  const every = Math.max(1, Math.ceil((widest + BETWEEN) / Math.max(step, 1)));
  return Array.from({ length: count }, (_, at) => at).filter((at) => (count - 1 - at) % every === 0);
}

/**
 * Of each year the upper number above its point and the lower below, whichever line that is. One that would touch
 * another's mark or number, or the years under the axis at `foot`, is not written: it is in the table and told of the
 * point. `full` is where something stands already.
 */
export function standing(all: readonly Series[], { coord }: Ground, foot: number, full: readonly Area[] = []): Standing[] {
  const points = all.map((series) => series.points.map(({ value }, at) => (value === null ? null : coord([at, Number(value)]))));
  const marks = points.flat().flatMap((point): Area[] => (point ? [{ x: point[0] - MARK, y: point[1] - MARK, width: 2 * MARK, height: 2 * MARK }] : []));
  const taken: Area[] = [...marks, ...full];
  const step = coord([1, 0])[0] - coord([0, 0])[0];
  return all.flatMap(({ points: told, indicator }, line) => {
    const texts = told.map(({ value, shown }) => (value === null ? "" : bare(shown, indicator.unit)));
    const widest = Math.max(0, ...texts.map(widthOf));
    return written(told.length, widest, step).flatMap((at): Standing[] => {
      const [here, other, text] = [points[line]?.[at], points[1 - line]?.[at], texts[at]];
      if (!here || !text) return [];
      const [x, y] = here;
      const [above, below] = [y - NEXT - SIZE, y + NEXT];
      const isUpper = !other || y < other[1] || (y === other[1] && line === 0);
      const isApart = !other || Math.abs(y - other[1]) >= APART;
      const area = (top: number): Area => ({ x: x - widthOf(text) / 2, y: top, width: widthOf(text), height: SIZE });
      const isFree = (top: number) => top + SIZE <= foot && !taken.some((it) => meets(it, area(top)));
      const [first, second] = isUpper ? [above, below] : [below, above];
      const top = [first, ...(isApart ? [second] : [])].find(isFree);
      if (top === undefined) return [];
      taken.push(area(top));
      return [{ text, x, y: top }];
    });
  });
}

/** The numbers as one series of the library, above the lines. */
export function numbers(all: readonly Series[], look: Look, full: (ground: Ground, top: number) => readonly Area[]) {
  const values = all.flatMap(({ points }) => points.flatMap(({ value }) => (value === null ? [] : [Number(value)])));
  return {
    id: "numbers",
    type: "custom",
    silent: true,
    z: 4,
    data: reach(values),
    renderItem: ({ dataIndex, coordSys }: { dataIndex: number; coordSys: { y: number; height: number } }, ground: Ground) => {
      if (dataIndex > 0) return null;
      const found = standing(all, ground, coordSys.y + coordSys.height, full(ground, coordSys.y));
      // A line that passes behind a number would strike it out.
      const style = { fill: look.ink, stroke: look.surface, lineWidth: 3, fontSize: SIZE, align: "center", verticalAlign: "top" };
      return { type: "group", children: found.map(({ text, x, y }) => ({ type: "text", style: { ...style, text, x, y } })) };
    },
  };
}
