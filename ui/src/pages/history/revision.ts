/** What the history is told of a report's revisions. */

export interface Revision {
  id: string;
  /** E.g. 1月12日 15:04. */
  when: string;
  /** What was done, e.g. 填写 or 定稿. */
  what: string;
  /** Why, for a correction; empty otherwise. */
  reason: string;
}

/** How the report of today differs from a revision. */
export interface Difference {
  cells: readonly { cell: string; name: string; then: string; now: string }[];
  paragraphs: readonly { section: string; heading: string; then: string | null; now: string | null }[];
}
