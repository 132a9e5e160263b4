/** Lines that the chart library draws as one thing: a series of its own for each costs as much as a chart does. */

/** Lines of one look: one indicator's, or all of those that are not told apart. */
export interface Stroke {
  /** The numbers by year, in stretches that are not joined; null is a gap. */
  parts: readonly (readonly (number | null)[])[];
  colour: string;
  width: number;
  dash: "solid" | readonly number[];
  opacity: number;
  /** What marks each number; null marks only one between two gaps, of which a line shows nothing. */
  marker: string | null;
}

/** What the library gives to whoever draws: where a place and a number lie. */
export interface Ground {
  coord: (point: [number, number]) => [number, number];
}

type Point = [at: number, value: number];

/** Half the size of a mark, in pixels. */
const HALF = 2.5;

/** The numbers between gaps, with their places. */
export function runs(part: readonly (number | null)[]): Point[][] {
  const found: Point[][] = [];
  part.forEach((value, at) => {
    if (value === null) return;
    const last = found.at(-1);
    if (last?.at(-1)?.[0] === at - 1) last.push([at, value]);
    else found.push([[at, value]]);
  });
  return found;
}

/** A place on the drawing, as a path has it. */
const put = (x: number, y: number) => `${String(Math.round(x * 10) / 10)} ${String(Math.round(y * 10) / 10)}`;

/** A line through points, joined with its beginning or not. */
export const joined = (points: readonly (readonly [number, number])[], closed = false) => `M${points.map(([x, y]) => put(x, y)).join("L")}${closed ? "Z" : ""}`;

/** The outline of a marker that the library knows by this name, around a place. */
export function outline(name: string, x: number, y: number, half = HALF): string {
  switch (name.replace("empty", "").toLowerCase()) {
    case "rect":
      return joined([[x - half, y - half], [x + half, y - half], [x + half, y + half], [x - half, y + half]], true);
    case "triangle":
      return joined([[x, y - half], [x + half, y + half], [x - half, y + half]], true);
    case "diamond":
      return joined([[x, y - half], [x + half, y], [x, y + half], [x - half, y]], true);
    default: {
      const round = `A${String(half)} ${String(half)} 0 1 0 `;
      return `M${put(x - half, y)}${round}${put(x + half, y)}${round}${put(x - half, y)}Z`;
    }
  }
}

/** What an axis has to reach, from the least to the most, as the library takes it. */
export const reach = (numbers: readonly number[]) => (numbers.length === 0 ? [] : [[0, numbers.reduce((a, b) => Math.min(a, b))], [0, numbers.reduce((a, b) => Math.max(a, b))]]);

/** The numbers of strokes. */
export const numbersOf = (all: readonly Stroke[]) => all.flatMap(({ parts }) => parts.flatMap((part) => part.filter((value) => value !== null)));

/** A path with how it is drawn. */
export interface Shape {
  type: "path";
  shape: { pathData: string };
  style: { fill?: string | null; stroke?: string; lineWidth?: number; lineDash?: "solid" | readonly number[]; opacity?: number };
}

/** All lines of a stroke as one path and all its marks as another: what is drawn costs by the piece. */
export function shapes({ parts, colour, width, dash, opacity, marker }: Stroke, { coord }: Ground, surface: string): Shape[] {
  const lines = parts.flatMap(runs).map((run) => run.map((point) => coord(point)));
  const marked = marker === null ? lines.filter(({ length }) => length === 1).flat() : lines.flat();
  const path = (pathData: string, style: Shape["style"]): Shape[] => (pathData === "" ? [] : [{ type: "path", shape: { pathData }, style }]);
  const inside = marker?.startsWith("empty") ? { fill: surface, stroke: colour, lineWidth: 1 } : { fill: colour };
  return [
    ...path(lines.filter(({ length }) => length > 1).map((line) => joined(line)).join(""), { fill: null, stroke: colour, lineWidth: width, lineDash: dash, opacity }),
    ...path(marked.map(([x, y]) => outline(marker ?? "circle", x, y)).join(""), inside),
  ];
}

/** The strokes as one series of the library, the last uppermost. */
export function strokes(id: string, all: readonly Stroke[], surface: string) {
  return {
    id,
    type: "custom",
    silent: true,
    z: 2,
    data: reach(numbersOf(all)),
    renderItem: ({ dataIndex }: { dataIndex: number }, ground: Ground) => (dataIndex === 0 ? { type: "group", children: all.flatMap((it) => shapes(it, ground, surface)) } : null),
  };
}
