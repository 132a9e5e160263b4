/** A chart as the library draws it, from series as the office gives them. Numbers are only drawn here, never told. */
import type { EChartsCoreOption } from "echarts/core";

import type { BandView, ChartShape } from "../ipc/generated";
import { gapWords, partialYears, type Series } from "./series";
import { edgesOf, halfPath, halfStyle, inYears, medianStroke } from "./bands";
import type { Look } from "./look";
import { type Area, bare, numbers } from "./numbers";
import { type Ground, reach, type Stroke, strokes } from "./strokes";
import { texts } from "./texts";

/** Told apart without colour too: shade, pattern, marker and dash. The order is that of the notice sheet. */
export const styles = [
  { colour: "#1f4e79", light: "#7fb6e6", symbol: "circle", dash: "solid", decal: null },
  { colour: "#be5014", light: "#f0935a", symbol: "emptyRect", dash: [6, 3], decal: { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: -Math.PI / 4 } },
  { colour: "#6fa08a", light: "#8fd0b4", symbol: "triangle", dash: [2, 3], decal: null },
  { colour: "#b98a1c", light: "#e0b95a", symbol: "emptyDiamond", dash: [9, 3], decal: { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [1, 3], rotation: 0 } },
  { colour: "#6e3c82", light: "#c08fd6", symbol: "emptyCircle", dash: [4, 4], decal: { symbol: "circle", dashArrayX: [2, 4], dashArrayY: [2, 4], rotation: 0 } },
  { colour: "#5a5a5a", light: "#b8b8b8", symbol: "rect", dash: "solid", decal: { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: Math.PI / 4 } },
] as const;

/** What tells series apart: the indicator, or the agency, or both. */
export function nameOf(series: Series, among: readonly Series[]): string {
  const oneSubject = among.every(({ subject }) => subject === series.subject);
  const oneIndicator = among.every(({ indicator }) => indicator.id === series.indicator.id);
  if (oneSubject) return series.indicator.label;
  return oneIndicator ? series.subject : `${series.subject} ${series.indicator.label}`;
}

/**
 * What is drawn of each year, in stretches; null is a gap. A line is parted where the form changed its meaning, and beside
 * a sum that not all are in, so each side of such a place is a stretch of its own.
 */
export function stretches(series: Series): (number | null)[][] {
  const parts: (number | null)[][] = [[]];
  const part = (at: number) => parts.push(Array<null>(at).fill(null));
  series.points.forEach(({ year, value, alone }, at) => {
    if (alone) part(at);
    parts.at(-1)?.push(value === null ? null : Number(value));
    if (alone || series.breaks.some(({ broken, before }) => broken && before === year)) part(at + 1);
  });
  return parts;
}

/** Of the numbers of a year, the nearest to a height; null where there are none. */
export function nearest(all: readonly Series[], year: number, height: number): { series: number; value: number } | null {
  let found: { series: number; value: number } | null = null;
  all.forEach(({ points }, series) => {
    const value = points.find((point) => point.year === year)?.value ?? null;
    if (value === null) return;
    const here = Number(value);
    if (!found || Math.abs(here - height) < Math.abs(found.value - height)) found = { series, value: here };
  });
  return found;
}

/** Which series a drawn one shows: one whose line is parted is drawn in several. */
export const shownBy = (id: string | undefined) => Number.parseInt(id ?? "", 10);

export interface Way {
  /** What it is called, where nothing stands around it that says that and which line is whose. */
  title?: string | undefined;
  /** Where all agencies lie. */
  bands: readonly BandView[];
}

/** Breaks of all series, each place once. */
export function breaksOf(all: readonly Series[]) {
  const found = new Map<number, Series["breaks"][number]>();
  for (const it of all.flatMap(({ breaks }) => breaks)) {
    const before = found.get(it.before);
    if (!before || (it.broken && !before.broken)) found.set(it.before, it);
  }
  return [...found.values()];
}

/** Between two places on the axis, in the middle but never on a year: there stands what it has instead of a number. */
export function between(before: number, after: number): number {
  const steps = after - before;
  return before + (steps % 2 === 0 ? steps - 1 : steps) / 2;
}

/** The word under a year: what stands in the place of all its numbers, or that a bar of parts is no whole; null where nothing must be said. */
function wordsUnder(kind: ChartShape, all: readonly Series[]): (string | null)[] {
  const gaps = gapWords(all);
  if (kind !== "stacked") return gaps;
  const partial = partialYears(all);
  return gaps.map((word, at) => word ?? (partial[at] ? texts.partial : null));
}

/** The library's description of a chart. */
export function optionOf(kind: ChartShape, all: readonly Series[], look: Look, { bands, title }: Way): EChartsCoreOption {
  const points = all[0]?.points ?? [];
  const years = points.map(({ year }) => String(year));
  const words = wordsUnder(kind, all);
  const unit = all[0]?.indicator.unit ?? "";
  const told = all.length > 1 || bands.length > 0;
  const hasBands = kind === "line" && bands.length > 0;
  // One line or two have their numbers at their points.
  const own = kind !== "line" ? all : all.length > 2 ? [] : all;
  const lines = kind === "line" && own.length === 0 ? strokesOf(all, look) : [];
  const known = inYears(hasBands ? bands : [], all);
  const drawn = hasBands ? [...lines, medianStroke(known, look)] : lines;
  const isNamed = told && (title !== undefined || kind !== "line");
  // A title's line stands above all else.
  const above = title === undefined ? 0 : 28;
  const names = isNamed && kind === "line" ? lineNames(all, hasBands, look) : [];
  return {
    animation: false,
    aria: { enabled: false, decal: { show: kind !== "line" } },
    grid: { left: 8, right: 16, top: above + (isNamed ? 72 : 48), bottom: 8, containLabel: true },
    title: { show: title !== undefined, text: title ?? "", left: "center", top: 4, textStyle: { color: look.ink, fontSize: 16 } },
    legend: {
      show: isNamed,
      type: "scroll",
      top: above + 4,
      itemWidth: 36,
      textStyle: { color: look.ink },
      pageTextStyle: { color: look.ink },
      pageIconColor: look.ink,
      pageIconInactiveColor: look.line,
      data: [...all.slice(0, styles.length).map((it) => nameOf(it, all)), ...(hasBands ? [texts.median, texts.half] : [])],
    },
    xAxis: {
      type: "category",
      data: years,
      axisLabel: { color: look.quiet, hideOverlap: true, lineHeight: 15, formatter: (year: string, at: number) => (!words[at] ? year : `${year}\n${words[at]}`) },
      axisLine: { lineStyle: { color: look.quiet } },
      axisTick: { show: false },
    },
    yAxis: {
      type: "value",
      name: unit,
      // Half a case is not to be had.
      ...(unit === texts.cases ? { minInterval: 1 } : {}),
      nameTextStyle: { color: look.quiet },
      axisLabel: { color: look.quiet, hideOverlap: true },
      splitLine: { lineStyle: { color: look.line } },
    },
    series: [
      ...(hasBands ? [middleHalf(known, look)] : []),
      ...(drawn.length > 0 ? [strokes("lines", drawn, look.surface)] : []),
      ...own.flatMap((series, at) => seriesOf(kind, series, at, all, look)),
      // What the library draws itself has its name already.
      ...names.slice(own.length).filter(({ name }) => name !== texts.half).map(named),
      breakLines(all, years, look),
      ...(kind === "line" && own.length > 0 ? [numbers(own, look, (ground, top) => breakWords(all, years, ground, top))] : []),
    ],
  };
}

/** What tells a line apart, and what it is called. */
export interface LineName {
  name: string;
  colour: string;
  width: number;
  dash: "solid" | readonly number[];
  symbol: string | null;
}

/** Those lines of all that can be told apart. */
function apart(all: readonly Series[], look: Look): LineName[] {
  return all.slice(0, styles.length).map((it, at) => {
    const { colour, light, dash, symbol } = styles[at] ?? styles[0];
    return { name: nameOf(it, all), colour: look.dark ? light : colour, width: 2, dash, symbol };
  });
}

/** What the lines of a chart are called, and how they look; none where there is nothing to tell apart. */
export function lineNames(all: readonly Series[], hasBands: boolean, look: Look): LineName[] {
  if (all.length < 2 && !hasBands) return [];
  const ofAll: LineName[] = [
    { name: texts.median, colour: look.ink, width: 3, dash: "solid", symbol: null },
    { name: texts.half, colour: look.line, width: 12, dash: "solid", symbol: null },
  ];
  return [...apart(all, look), ...(hasBands ? ofAll : [])];
}

/** The lines: those that can be told apart each as itself, and under them all others as one. */
export function strokesOf(all: readonly Series[], look: Look): Stroke[] {
  const others = all.slice(styles.length).flatMap((it) => stretches(it));
  const under: Stroke[] = others.length > 0 ? [{ parts: others, colour: look.quiet, width: 0.75, dash: "solid", opacity: 0.6, marker: null }] : [];
  return [...under, ...apart(all, look).map(({ colour, width, dash, symbol }, at): Stroke => ({ parts: stretchesAt(all, at), colour, width, dash, opacity: 1, marker: symbol }))];
}

const stretchesAt = (all: readonly Series[], at: number) => (all[at] ? stretches(all[at]) : []);

/** Lines without numbers, from which the library's legend learns how those look that it does not draw itself. */
function named({ name, colour, width, dash, symbol }: LineName) {
  return { id: `name ${name}`, name, type: "line", data: [], symbol: symbol ?? "none", itemStyle: { color: colour, opacity: symbol === null ? 0 : 1 }, lineStyle: { color: colour, width, type: dash } };
}

function seriesOf(kind: ChartShape, series: Series, at: number, all: readonly Series[], look: Look) {
  const style = styles[at % styles.length] ?? styles[0];
  const isOne = at < styles.length;
  const colour = isOne ? (look.dark ? style.light : style.colour) : look.quiet;
  const parts = kind === "line" ? stretches(series) : [series.points.map(({ value }) => (value === null ? null : Number(value)))];
  return parts.map((data, part) => ({
    id: `${String(at)}/${String(part)}`,
    name: nameOf(series, all),
    type: kind === "line" ? "line" : "bar",
    ...(kind === "stacked" ? { stack: "whole" } : {}),
    data,
    connectNulls: false,
    symbol: style.symbol,
    symbolSize: 8,
    barMaxWidth: 48,
    // What a line is pointed at is found by its numbers, which costs nothing until somebody points.
    ...(kind === "line" ? { silent: true, emphasis: { disabled: true } } : {}),
    itemStyle: {
      color: colour,
      ...(kind === "line" ? {} : { borderColor: look.ink, borderWidth: 0.5, decal: style.decal ? { ...style.decal, color: "rgba(255,255,255,0.75)" } : { symbol: "none" } }),
    },
    lineStyle: { color: colour, width: 2, type: style.dash },
    label: {
      show: kind === "grouped" && all.length <= 2,
      position: "top",
      color: look.ink,
      formatter: ({ dataIndex }: { dataIndex: number }) => bare(series.points[dataIndex]?.shown ?? "", series.indicator.unit),
    },
    labelLayout: { hideOverlap: true },
  }));
}

/** Which of its numbers is drawn, and where. */
interface Drawing {
  dataIndex: number;
  coordSys: { y: number; height: number };
}

/** Where editions of the form part the years, as places on the axis, with what each is called. */
export function breakMarks(all: readonly Series[], years: readonly string[]) {
  return breaksOf(all)
    .map(({ before, after, label, broken }) => ({ from: years.indexOf(String(before)), to: years.indexOf(String(after)), label, dash: broken ? [5, 3] : [1.5, 3] }))
    .filter(({ from, to }) => from >= 0 && to >= 0)
    .map((it) => ({ ...it, at: between(it.from, it.to) }));
}

/** Where the line of a break lies on the picture. */
function acrossOf({ from, at }: { from: number; at: number }, coord: Ground["coord"]): number {
  const [left] = coord([from, 0]);
  const [next] = coord([from + 1, 0]);
  return left + (next - left) * (at - from);
}

/** The size of the type in which a break says what it is. */
const WORD = 12;

/** Where what breaks are called stands, above the upper edge of the chart. */
function breakWords(all: readonly Series[], years: readonly string[], { coord }: Ground, top: number): Area[] {
  return breakMarks(all, years).map((mark) => {
    const width = WORD * mark.label.length;
    return { x: acrossOf(mark, coord) - width / 2, y: top - 6 - WORD, width, height: WORD };
  });
}

/** A line where editions of the form part the years. */
function breakLines(all: readonly Series[], years: readonly string[], look: Look) {
  const marks = breakMarks(all, years);
  return {
    id: "breaks",
    type: "custom",
    silent: true,
    z: 1,
    data: marks.map(({ from }) => [from, 0]),
    renderItem: ({ dataIndex, coordSys }: Drawing, { coord }: Ground) => {
      const mark = marks[dataIndex];
      if (!mark) return null;
      const x = acrossOf(mark, coord);
      const line = { type: "line", shape: { x1: x, y1: coordSys.y - 4, x2: x, y2: coordSys.y + coordSys.height }, style: { stroke: look.ink, lineWidth: 1, lineDash: mark.dash } };
      const word = { type: "text", style: { text: mark.label, x, y: coordSys.y - 6, fill: look.ink, align: "center", verticalAlign: "bottom" } };
      return { type: "group", children: [line, word] };
    },
  };
}

/** Half the agencies lie in it. */
function middleHalf(known: ReturnType<typeof inYears>, look: Look) {
  return {
    id: "half",
    name: texts.half,
    type: "custom",
    silent: true,
    z: 0,
    itemStyle: { color: look.line },
    data: reach(edgesOf(known)),
    renderItem: ({ dataIndex }: Drawing, ground: Ground) => (dataIndex > 0 ? null : { type: "path", shape: { pathData: halfPath(known, ground) }, style: halfStyle(look) }),
  };
}
