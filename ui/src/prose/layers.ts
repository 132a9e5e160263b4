/** The editor's text cut where something is to be drawn behind it. */
import type { Severity } from "../form/marks";
import { headingOf } from "./headings";
import type { Token } from "./tokens";

export interface Stretch {
  start: number;
  end: number;
}

export interface Segment {
  text: string;
  token: boolean;
  /** A token whose cell is blank. */
  blank: boolean;
  severity: Severity | null;
  /** Of the finding that is being looked at. */
  selected: boolean;
  offered: boolean;
  level: 2 | 3 | 4 | null;
}

export interface Drawn {
  tokens: readonly Token[];
  marks: readonly (Stretch & { severity: Severity })[];
  selected: readonly Stretch[];
  offers: readonly Stretch[];
}

export function segments(text: string, { tokens, marks, selected, offers }: Drawn): Segment[] {
  const headings = headingsIn(text);
  const stretches = [...tokens, ...marks, ...offers, ...headings, ...selected];
  const cuts = new Set([0, text.length, ...stretches.flatMap(({ start, end }) => [start, end])]);
  const edges = [...cuts].filter((edge) => edge >= 0 && edge <= text.length).sort((a, b) => a - b);
  return edges.slice(0, -1).map((start, n) => {
    const covers = (stretch: Stretch) => stretch.start <= start && start < stretch.end;
    const token = tokens.find(covers);
    return {
      text: text.slice(start, edges[n + 1]),
      token: token !== undefined,
      blank: token?.shown === "",
      severity: gravest(marks.filter(covers).map(({ severity }) => severity)),
      selected: selected.some(covers),
      offered: offers.some(covers),
      level: headings.find(covers)?.level ?? null,
    };
  });
}

function headingsIn(text: string): (Stretch & { level: 2 | 3 | 4 })[] {
  let begin = 0;
  return text.split("\n").flatMap((line) => {
    const start = begin;
    begin += line.length + 1;
    const heading = headingOf(line);
    return heading ? [{ start, end: start + heading.end, level: heading.level }] : [];
  });
}

function gravest(severities: readonly Severity[]): Severity | null {
  return (["error", "warning", "hint"] as const).find((severity) => severities.includes(severity)) ?? null;
}
