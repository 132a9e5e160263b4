/** From what the checks say to what is drawn onto the tables. */
import { type Marks, marksOf as marksOfAll } from "../../form/marks";
import type { FindingGroup, FindingView } from "../../ipc/generated";

export function marksOf(groups: readonly FindingGroup[], selected: FindingView | null): Marks {
  return marksOfAll(
    groups.flatMap(({ severity, findings }) => findings.map((finding) => ({ ...finding, severity }))),
    selected,
  );
}
