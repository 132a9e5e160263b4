/** A chart as the library draws it, from series as the office gives them. Numbers are only drawn here, never told. */
import type { EChartsCoreOption } from "echarts/core";

import type { BandView, ChartShape, SeriesView } from "../ipc/generated";
import { type Ground, type Stroke, strokes } from "./strokes";
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
export function nameOf(series: SeriesView, among: readonly SeriesView[]): string {
  const oneSubject = among.every(({ subject }) => subject === series.subject);
  const oneIndicator = among.every(({ indicator }) => indicator.id === series.indicator.id);
  if (oneSubject) return series.indicator.label;
  return oneIndicator ? series.subject : `${series.subject} ${series.indicator.label}`;
}

/**
 * What is drawn of each year, in stretches; null is a gap. A line is parted where the form changed its meaning, so each
 * side of such a place is a stretch of its own.
 */
export function stretches(series: SeriesView): (number | null)[][] {
  const parts: (number | null)[][] = [[]];
  series.points.forEach(({ year, value }, at) => {
    const part = parts.at(-1) ?? [];
    part.push(value === null ? null : Number(value));
    if (series.breaks.some(({ broken, before }) => broken && before === year)) parts.push(Array<null>(at + 1).fill(null));
  });
  return parts;
}

/** Of the numbers of a year, the nearest to a height; null where there are none. */
export function nearest(all: readonly SeriesView[], year: number, height: number): { series: number; value: number } | null {
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

export interface Way {
  /** One of many on a screen. */
  small: boolean;
  /** Where all agencies lie. */
  bands: readonly BandView[];
}

/** Breaks of all series, each place once. */
export function breaksOf(all: readonly SeriesView[]) {
  const found = new Map<number, SeriesView["breaks"][number]>();
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

/** The library's description of a chart. */
export function optionOf(kind: ChartShape, all: readonly SeriesView[], look: Look, { small, bands }: Way): EChartsCoreOption {
  const points = all[0]?.points ?? [];
  const years = points.map(({ year }) => String(year));
  /** The word that stands in the place of all numbers of a year, where there is none. */
  const words = points.map(({ shown }, at) => (all.every((it) => it.points[at]?.value === null) ? (all.every((it) => it.points[at]?.shown === shown) ? shown : "—") : null));
  const unit = all[0]?.indicator.unit ?? "";
  const told = all.length > 1 || bands.length > 0;
  const own = kind !== "line" ? all : small ? [] : all.slice(0, styles.length);
  const drawn = all.slice(own.length).map((it, at) => strokeOf(it, own.length + at, look));
  const hasBands = kind === "line" && bands.length > 0;
  return {
    animation: false,
    aria: { enabled: false, decal: { show: kind !== "line" } },
    grid: { left: 8, right: 16, top: small ? 12 : told ? 72 : 48, bottom: 8, containLabel: true },
    legend: {
      show: told && !small,
      type: "scroll",
      top: 4,
      itemWidth: 36,
      textStyle: { color: look.ink },
      pageTextStyle: { color: look.ink },
      pageIconColor: look.ink,
      pageIconInactiveColor: look.line,
      data: [...all.slice(0, styles.length).map((it) => nameOf(it, all)), ...(bands.length > 0 && kind === "line" ? [texts.median, texts.half] : [])],
    },
    xAxis: {
      type: "category",
      data: years,
      axisLabel: { color: look.quiet, hideOverlap: true, lineHeight: 15, formatter: (year: string, at: number) => (small || !words[at] ? year : `${year}\n${words[at]}`) },
      axisLine: { lineStyle: { color: look.quiet } },
      axisTick: { show: false },
    },
    yAxis: {
      type: "value",
      name: small ? "" : unit,
      // Half a case is not to be had.
      ...(unit === texts.cases ? { minInterval: 1 } : {}),
      ...(small ? { splitNumber: 2 } : {}),
      nameTextStyle: { color: look.quiet },
      axisLabel: { color: look.quiet, hideOverlap: true },
      splitLine: { lineStyle: { color: look.line } },
    },
    series: [
      ...(hasBands ? [middleHalf(bands, years, look)] : []),
      ...(drawn.length > 0 ? [strokes("others", small && hasBands ? [...drawn, medianStroke(bands, years, look)] : drawn, look.surface, small ? 2 : 1)] : []),
      ...own.flatMap((series, at) => seriesOf(kind, series, at, all, look)),
      ...(hasBands && !small ? [medians(bands, years, look)] : []),
      breakLines(all, years, look, small),
    ],
  };
}

/** A line as one of many; more than can be told apart are thin, and what is pointed at says which it is. */
function strokeOf(series: SeriesView, at: number, look: Look): Stroke {
  const style = styles[at];
  if (!style) return { parts: stretches(series), colour: look.quiet, width: 0.75, dash: "solid", opacity: 0.6, marker: null };
  return { parts: stretches(series), colour: look.dark ? style.light : style.colour, width: 2, dash: style.dash, opacity: 1, marker: style.symbol };
}

function seriesOf(kind: ChartShape, series: SeriesView, at: number, all: readonly SeriesView[], look: Look) {
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
      show: kind !== "stacked" && all.length <= 2,
      // The first above and the second below, so that lines near each other do not hide their numbers.
      position: kind === "line" && at === 1 ? "bottom" : "top",
      color: look.ink,
      formatter: ({ dataIndex }: { dataIndex: number }) => bare(series.points[dataIndex]?.shown ?? "", series.indicator.unit),
    },
    labelLayout: { hideOverlap: true },
  }));
}

/** Marks the numbers between two gaps, of which a line without markers would show nothing. */
function lonely(data: readonly (number | null)[], symbol: string) {
  return data.map((value, at) => (value !== null && (data[at - 1] ?? null) === null && (data[at + 1] ?? null) === null ? { value, symbol } : value));
}

/** A number without the unit that the axis names. */
const bare = (shown: string, unit: string) => (unit !== "" && shown.endsWith(unit) ? shown.slice(0, -unit.length) : shown);

/** Which of its numbers is drawn, and where. */
interface Drawing {
  dataIndex: number;
  coordSys: { y: number; height: number };
}

/** Where editions of the form part the years: a line between the two, with what it is called. */
function breakLines(all: readonly SeriesView[], years: readonly string[], look: Look, small: boolean) {
  const marks = breaksOf(all)
    .map(({ before, after, label, broken }) => ({ from: years.indexOf(String(before)), to: years.indexOf(String(after)), label, broken }))
    .filter(({ from, to }) => from >= 0 && to >= 0);
  return {
    id: "breaks",
    type: "custom",
    silent: true,
    z: 1,
    data: marks.map(({ from }) => [from, 0]),
    renderItem: ({ dataIndex, coordSys }: Drawing, { coord }: Ground) => {
      const mark = marks[dataIndex];
      if (!mark) return null;
      const [left] = coord([mark.from, 0]);
      const [next] = coord([mark.from + 1, 0]);
      const x = left + (next - left) * (between(mark.from, mark.to) - mark.from);
      const line = {
        type: "line",
        shape: { x1: x, y1: coordSys.y - (small ? 0 : 4), x2: x, y2: coordSys.y + coordSys.height },
        style: { stroke: look.ink, lineWidth: 1, lineDash: mark.broken ? [5, 3] : [1.5, 3] },
      };
      const word = { type: "text", style: { text: mark.label, x, y: coordSys.y - 6, fill: look.ink, align: "center", verticalAlign: "bottom" } };
      return { type: "group", children: small ? [line] : [line, word] };
    },
  };
}

/** Half the agencies lie in it. The numbers are the office's: nothing is reckoned here. */
function middleHalf(bands: readonly BandView[], years: readonly string[], look: Look) {
  const known = years.map((year) => bands.find((it) => String(it.year) === year));
  return {
    id: "half",
    name: texts.half,
    type: "custom",
    silent: true,
    z: 0,
    itemStyle: { color: look.line },
    data: known.flatMap((band, at) => (band ? [[at, Number(band.upper)]] : [])),
    renderItem: ({ dataIndex }: Drawing, { coord }: Ground) => {
      const at = known.flatMap((band, place) => (band ? [place] : []))[dataIndex] ?? 0;
      const here = known[at];
      if (!here) return null;
      const next = known[at + 1];
      const [x, upper] = coord([at, Number(here.upper)]);
      const [, lower] = coord([at, Number(here.lower)]);
      const style = { fill: look.line, opacity: 0.55 };
      // A year beside a gap has nothing to be joined with.
      if (!next) return { type: "rect", shape: { x: x - 3, y: upper, width: 6, height: Math.max(1, lower - upper) }, style };
      const [x2, upper2] = coord([at + 1, Number(next.upper)]);
      const [, lower2] = coord([at + 1, Number(next.lower)]);
      return { type: "polygon", shape: { points: [[x, upper], [x2, upper2], [x2, lower2], [x, lower]] }, style };
    },
  };
}

const medianOf = (bands: readonly BandView[], year: string) => {
  const band = bands.find((it) => String(it.year) === year);
  return band ? Number(band.median) : null;
};

const medianStroke = (bands: readonly BandView[], years: readonly string[], look: Look): Stroke => ({
  parts: [years.map((year) => medianOf(bands, year))],
  colour: look.ink,
  width: 3,
  dash: "solid",
  opacity: 1,
  marker: null,
});

function medians(bands: readonly BandView[], years: readonly string[], look: Look) {
  return {
    id: "median",
    name: texts.median,
    type: "line",
    silent: true,
    data: lonely(years.map((year) => medianOf(bands, year)), "rect"),
    symbol: "none",
    symbolSize: [12, 4],
    itemStyle: { color: look.ink },
    lineStyle: { color: look.ink, width: 3, type: "solid" },
  };
}
