/** A chart as the library draws it, from series as the office gives them. Numbers are only drawn here, never told. */
import type { EChartsCoreOption } from "echarts/core";

import type { BandView, ChartShape, SeriesView } from "../ipc/generated";
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
 * What is drawn for each year; null is a gap. Where the form changed its meaning the line is parted by a point
 * without a number between the two years.
 */
export function drawn(series: SeriesView): { year: string; value: number | null }[] {
  return series.points.flatMap(({ year, value }) => {
    const here = { year: String(year), value: value === null ? null : Number(value) };
    const parted = series.breaks.some(({ broken, before }) => broken && before === year);
    return parted ? [here, { year: `${String(year)}+`, value: null }] : [here];
  });
}

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

/** The library's description of a chart. */
export function optionOf(kind: ChartShape, all: readonly SeriesView[], look: Look, { small, bands }: Way): EChartsCoreOption {
  const years = all[0]?.points.map(({ year }) => String(year)) ?? [];
  const parted = breaksOf(all);
  const isParted = new Set(all.flatMap((series) => series.breaks.filter(({ broken }) => broken).map(({ before }) => `${String(before)}+`)));
  const categories = years.flatMap((year) => (isParted.has(`${year}+`) ? [year, `${year}+`] : [year]));
  const valueAt = (series: SeriesView, category: string) => drawn(series).find(({ year }) => year === category)?.value ?? null;
  const marks = parted.map(({ before, label }) => ({
    xAxis: isParted.has(`${String(before)}+`) ? `${String(before)}+` : String(before),
    label: { show: !small, formatter: label, color: look.ink, position: "end" },
  }));
  return {
    animation: false,
    aria: { enabled: true, decal: { show: kind !== "line" } },
    grid: { left: 8, right: 16, top: small ? 26 : all.length > 1 || bands.length > 0 ? 64 : 40, bottom: 8, containLabel: true },
    legend: {
      show: (all.length > 1 || bands.length > 0) && !small,
      type: "scroll",
      top: 4,
      itemWidth: 36,
      textStyle: { color: look.ink },
      pageTextStyle: { color: look.ink },
      pageIconColor: look.ink,
      pageIconInactiveColor: look.line,
      data: [...all.slice(0, styles.length).map((it) => nameOf(it, all)), ...(bands.length > 0 && kind === "line" ? [texts.lower, texts.median, texts.upper] : [])],
    },
    xAxis: {
      type: "category",
      data: categories,
      axisLabel: { color: look.quiet, formatter: (year: string) => (year.endsWith("+") ? "" : year) },
      axisLine: { lineStyle: { color: look.quiet } },
      axisTick: { show: false },
    },
    yAxis: {
      type: "value",
      name: all[0]?.indicator.unit ?? "",
      nameTextStyle: { color: look.quiet },
      axisLabel: { color: look.quiet },
      splitLine: { lineStyle: { color: look.line } },
    },
    series: [...all.map((series, at) => {
      const style = styles[at % styles.length] ?? styles[0];
      const colour = look.dark ? style.light : style.colour;
      // More than can be told apart: those are thin, and what is pointed at says which it is.
      const isOne = at < styles.length;
      return {
        name: nameOf(series, all),
        type: kind === "line" ? "line" : "bar",
        ...(kind === "stacked" ? { stack: "whole" } : {}),
        data: categories.map((category) => valueAt(series, category)),
        connectNulls: false,
        symbol: style.symbol,
        symbolSize: small || !isOne ? 5 : 8,
        barMaxWidth: 48,
        itemStyle: {
          color: isOne ? colour : look.quiet,
          ...(kind === "line" ? {} : { borderColor: look.ink, borderWidth: 0.5, decal: style.decal ? { ...style.decal, color: "rgba(255,255,255,0.75)" } : { symbol: "none" } }),
        },
        lineStyle: isOne ? { color: colour, width: 2, type: style.dash } : { color: look.quiet, width: 0.75, opacity: 0.6 },
        label: { show: !small && kind !== "stacked" && all.length <= 2, position: "top", color: look.ink },
        ...(at === 0 && marks.length > 0
          ? { markLine: { silent: true, symbol: "none", lineStyle: { color: look.ink, type: "dashed" }, data: marks } }
          : {}),
      };
    }), ...bandLines(kind, bands, categories, look)],
  };
}

/** Half the agencies lie between the outer two. The numbers are the office's: nothing is reckoned here. */
function bandLines(kind: ChartShape, bands: readonly BandView[], categories: readonly string[], look: Look) {
  if (kind !== "line" || bands.length === 0) return [];
  const line = (name: string, of: (band: BandView) => string, width: number) => ({
    name,
    type: "line",
    silent: true,
    data: categories.map((category) => {
      const band = bands.find(({ year }) => String(year) === category);
      return band ? Number(of(band)) : null;
    }),
    symbol: "none",
    itemStyle: { color: look.ink },
    lineStyle: { color: look.ink, width, type: width > 1 ? "solid" : "dotted" },
  });
  return [line(texts.lower, ({ lower }) => lower, 1), line(texts.median, ({ median }) => median, 3), line(texts.upper, ({ upper }) => upper, 1)];
}
