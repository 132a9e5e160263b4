/** Of which years agencies have reports: what is offered until the user has chosen. */
import type { Comparable } from "../../ipc/generated";

/** Who has reports, and of which years. */
export interface Spans {
  /** The years of the library from the first to the last that one of these agencies has a report of; all where they have none. */
  readonly spanOf: (agencies: readonly number[]) => number[];
  /** The last two years these have reports of; where there is one only, with the year beside it in the library. */
  readonly lastTwo: (agencies: readonly number[]) => [before: number, after: number];
  /** The years an agency has reports of, from the first. */
  readonly yearsOf: (agency: number) => readonly number[];
  /** Whose sheet is made: the usual agency's where it is among those that are chosen, else that of the first with a report. */
  readonly postedOf: (agencies: readonly number[]) => number;
}

export function spansOf({ agencies: all, agency: usual, years: library }: Comparable): Spans {
  const known = new Map(all.map(({ id, years }) => [id, years]));
  const yearsOf = (agency: number) => known.get(agency) ?? [];
  const reported = (agencies: readonly number[]) => new Set(agencies.flatMap(yearsOf));
  return {
    yearsOf,
    spanOf: (agencies) => {
      const years = reported(agencies);
      const [first, last] = [Math.min(...years), Math.max(...years)];
      return years.size === 0 ? [...library] : library.filter((year) => first <= year && year <= last);
    },
    lastTwo: (agencies) => {
      const years = [...reported(agencies)].sort((a, b) => a - b);
      const own = years.length > 0 ? years : library;
      const after = own.at(-1) ?? 0;
      const at = library.indexOf(after);
      // Of one report only: it and the year before it, or behind it.
      const [before, later] = [own.at(-2) ?? library[at - 1] ?? after, library[at + 1] ?? after];
      return before === after ? [after, later] : [before, after];
    },
    postedOf: (agencies) => {
      const first = usual !== null && agencies.includes(usual) ? [usual, ...agencies] : agencies;
      return first.find((it) => yearsOf(it).length > 0) ?? first[0] ?? usual ?? 0;
    },
  };
}
