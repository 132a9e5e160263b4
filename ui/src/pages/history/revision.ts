/** What the history is told of a report's revisions. */
export type { DifferenceView as Difference, RevisionView as Revision } from "../../ipc/generated";
