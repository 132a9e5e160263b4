/** What the checks say of the report being filled in. */
import type { Severity } from "../form/marks";
import type { Words } from "../prose/figures";

export interface Standing {
  /** The same for the same finding at the next check, so that a decision on it holds. */
  key: string;
  rule: string;
  severity: Severity;
  message: string;
  /** What stands against what, with both values. */
  sides: readonly { name: string; shown: string }[];
  /** What one press would mend; null where that is not evident. */
  fix: string | null;
  section: string | null;
  words: Words | null;
  /** The cells to look at, the first one first, and the other side of a conflict. */
  cells: readonly string[];
  against: readonly string[];
}

export interface SetAside {
  finding: Standing;
  reason: string;
  /** The day it was set aside, e.g. 1月12日. */
  when: string;
}
