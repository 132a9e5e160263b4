/** Lines that the chart library draws as one thing: a series of its own for each costs as much as a chart does. */

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

const MARK = 5;

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

/** A marker as the library's own of that name. */
function mark(name: string, x: number, y: number, colour: string, surface: string) {
  const half = MARK / 2;
  const style = name.startsWith("empty") ? { fill: surface, stroke: colour, lineWidth: 1 } : { fill: colour };
  switch (name.replace("empty", "").toLowerCase()) {
    case "rect":
      return { type: "rect", shape: { x: x - half, y: y - half, width: MARK, height: MARK }, style };
    case "triangle":
      return { type: "polygon", shape: { points: [[x, y - half], [x + half, y + half], [x - half, y + half]] }, style };
    case "diamond":
      return { type: "polygon", shape: { points: [[x, y - half], [x + half, y], [x, y + half], [x - half, y]] }, style };
    default:
      return { type: "circle", shape: { cx: x, cy: y, r: half }, style };
  }
}

function shapes({ parts, colour, width, dash, opacity, marker }: Stroke, { coord }: Ground, surface: string) {
  return parts.flatMap(runs).flatMap((run) => {
    const points = run.map((point) => coord(point));
    const line = { type: "polyline", shape: { points }, style: { fill: null, stroke: colour, lineWidth: width, lineDash: dash, opacity } };
    const name = marker ?? (points.length === 1 ? "circle" : null);
    const marks = name === null ? [] : points.map(([x, y]) => mark(name, x, y, colour, surface));
    return points.length > 1 ? [line, ...marks] : marks;
  });
}

/** The strokes as one series of the library. */
export function strokes(id: string, all: readonly Stroke[], surface: string, z: number) {
  const numbers = all.flatMap(({ parts }) => parts.flatMap((part) => part.filter((value) => value !== null)));
  return {
    id,
    type: "custom",
    silent: true,
    z,
    // The axis has to reach from the least to the most.
    data: numbers.length === 0 ? [] : [[0, numbers.reduce((a, b) => Math.min(a, b))], [0, numbers.reduce((a, b) => Math.max(a, b))]],
    renderItem: ({ dataIndex }: { dataIndex: number }, ground: Ground) => (dataIndex === 0 ? { type: "group", children: all.flatMap((it) => shapes(it, ground, surface)) } : null),
  };
}
