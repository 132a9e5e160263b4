/** A small chart of lines, one of many on a screen. Drawn by ourselves: the library takes longer over one than we over all of them. */
import type { BandView } from "../ipc/generated";
import { gapWords, type Series } from "./series";
import { edgesOf, halfPath, halfStyle, inYears, medianStroke } from "./bands";
import type { Look } from "./look";
import { breakMarks, strokesOf } from "./option";
import { type Ground, numbersOf, type Shape, shapes } from "./strokes";
import { texts } from "./texts";

/** From where to where an axis reaches, and how far its lines are apart. */
export interface Axis {
  least: number;
  most: number;
  step: number;
}

/** An axis that holds these numbers and zero, with about two steps of a round size. */
export function axisOf(numbers: readonly number[], isWhole: boolean): Axis {
  const low = numbers.reduce((a, b) => Math.min(a, b), 0);
  const high = numbers.reduce((a, b) => Math.max(a, b), 0);
  const rough = (high - low) / 2 || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const round = ([1, 2, 5].find((it) => it * power >= rough) ?? 10) * power;
  // Half a case is not to be had.
  const step = isWhole ? Math.max(1, round) : round;
  const least = Math.floor(low / step) * step;
  return { least, most: Math.max(Math.ceil(high / step) * step, least + step), step };
}

/** The numbers that stand at an axis, from the lowest. */
export const marksOf = ({ least, most, step }: Axis) => Array.from({ length: Math.round((most - least) / step) + 1 }, (_, at) => least + at * step);

const shownMark = new Intl.NumberFormat("zh-CN", { maximumFractionDigits: 6 });

/** Where the lines of a chart lie on its picture, in pixels. */
export interface Frame {
  left: number;
  top: number;
  right: number;
  bottom: number;
  axis: Axis;
  years: readonly string[];
}

/** Where a place on the axis of years and a number lie. */
export function groundOf({ left, top, right, bottom, axis, years }: Frame): Ground {
  const wide = (right - left) / Math.max(years.length, 1);
  const high = (bottom - top) / (axis.most - axis.least);
  return { coord: ([at, value]) => [left + (at + 0.5) * wide, bottom - (value - axis.least) * high] };
}

/** The place on the axis of years and the number that lie here. */
export function lyingAt({ left, top, right, bottom, axis, years }: Frame, x: number, y: number): { at: number; value: number } {
  const at = Math.round(((x - left) / (right - left)) * years.length - 0.5);
  return { at, value: axis.least + ((bottom - y) / (bottom - top)) * (axis.most - axis.least) };
}

const FONT = "12px sans-serif";
/** The height of a line of it. */
const LINE = 16;
const EDGE = 8;

/** Draws lines with the bands around them, in pixels of the window, and tells where they lie. */
export function drawSmall(on: CanvasRenderingContext2D, size: { width: number; height: number }, all: readonly Series[], bands: readonly BandView[], look: Look): Frame {
  const years = (all[0]?.points ?? []).map(({ year }) => String(year));
  const known = inYears(bands, all);
  const drawn = strokesOf(all, look);
  const middle = bands.length > 0 ? [medianStroke(known, look)] : [];
  const axis = axisOf([...numbersOf([...drawn, ...middle]), ...edgesOf(known)], all[0]?.indicator.unit === texts.cases);
  on.clearRect(0, 0, size.width, size.height);
  on.font = FONT;
  const marks = marksOf(axis).map((value) => ({ value, text: shownMark.format(value) }));
  const beside = Math.max(...marks.map(({ text }) => on.measureText(text).width));
  const frame: Frame = { left: EDGE + beside + 4, top: EDGE, right: size.width - EDGE, bottom: size.height - LINE - 4, axis, years };
  const ground = groundOf(frame);

  on.lineWidth = 1;
  on.textBaseline = "middle";
  on.textAlign = "right";
  for (const { value, text } of marks) {
    const y = Math.round(ground.coord([0, value])[1]) + 0.5;
    line(on, [frame.left, y], [frame.right, y], value === 0 ? look.quiet : look.line);
    on.fillStyle = look.quiet;
    on.fillText(text, frame.left - 4, y);
  }
  yearsUnder(on, frame, ground, look);
  for (const { text, x, y } of wordsIn(frame, gapWords(all, bands))) on.fillText(text, x, y);
  if (bands.length > 0) draw(on, { type: "path", shape: { pathData: halfPath(known, ground) }, style: halfStyle(look) });
  for (const { at, dash } of breakMarks(all, years)) {
    const [x] = ground.coord([at, 0]);
    on.setLineDash(dash);
    line(on, [x, frame.top], [x, frame.bottom], look.ink);
    on.setLineDash([]);
  }
  for (const stroke of [...drawn, ...middle]) for (const shape of shapes(stroke, ground, look.surface)) draw(on, shape);
  return frame;
}

/** As many years as there is room for, ending with the last: that is the one that is told. */
function yearsUnder(on: CanvasRenderingContext2D, { left, right, bottom, years }: Frame, { coord }: Ground, look: Look) {
  const wide = (right - left) / Math.max(years.length, 1);
  const every = Math.max(1, Math.ceil((on.measureText("2000").width + 6) / wide));
  on.textAlign = "center";
  on.textBaseline = "top";
  on.fillStyle = look.quiet;
  years.forEach((year, at) => {
    if ((years.length - 1 - at) % every !== 0) return;
    // None is cut off at the edge.
    const half = on.measureText(year).width / 2;
    on.fillText(year, Math.min(coord([at, 0])[0], right + EDGE - half), bottom + 4);
  });
}

/** The height of a character that stands above another. */
const CHARACTER = 13;

/** Where the words of years without numbers stand: from the axis upwards, a character above the other; none where there is no room. */
export function wordsIn(frame: Frame, words: readonly (string | null)[]): { text: string; x: number; y: number }[] {
  const { left, top, right, years } = frame;
  const { coord } = groundOf(frame);
  if ((right - left) / Math.max(years.length, 1) < CHARACTER) return [];
  return words.flatMap((word, at) => {
    const characters = Array.from(word ?? "");
    const [x, zero] = coord([at, Math.max(frame.axis.least, 0)]);
    const first = zero - 2 - characters.length * CHARACTER;
    return first < top ? [] : characters.map((text, n) => ({ text, x, y: first + n * CHARACTER }));
  });
}

function line(on: CanvasRenderingContext2D, from: readonly [number, number], to: readonly [number, number], colour: string) {
  on.strokeStyle = colour;
  on.beginPath();
  on.moveTo(...from);
  on.lineTo(...to);
  on.stroke();
}

function draw(on: CanvasRenderingContext2D, { shape, style }: Shape) {
  const path = new Path2D(shape.pathData);
  on.globalAlpha = style.opacity ?? 1;
  if (style.fill) {
    on.fillStyle = style.fill;
    on.fill(path);
  }
  if (style.stroke) {
    on.strokeStyle = style.stroke;
    on.lineWidth = style.lineWidth ?? 1;
    on.setLineDash(style.lineDash instanceof Array ? [...style.lineDash] : []);
    on.stroke(path);
    on.setLineDash([]);
  }
  on.globalAlpha = 1;
}
