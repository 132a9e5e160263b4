/** An owner of a report for the gallery: answers edits at once, adds up sums, and keeps a history. */
import { computed, shallowRef } from "vue";

import toml from "../../forms/2021.toml?raw";
import { type CellFacts, plainFacts, type TableEdit } from "../src/form/facts";
import type { CellMark, Marks } from "../src/form/marks";
import { drawForm } from "./form";

type Values = ReadonlyMap<string, string>;

const sample: Values = new Map([
  ["requests.received.person", "50"],
  ["requests.received.company", "5"],
  ["requests.received.research", "0"],
  ["requests.received.charity", "0"],
  ["requests.received.legal", "1"],
  ["requests.received.other", "0"],
  ["requests.carried_in.person", "2"],
  ["requests.granted.person", "31"],
  ["requests.refused_state_secret.person", "1"],
  ["disclosure.normative.issued", "2"],
  ["disclosure.normative.repealed", "1"],
  ["disclosure.normative.in_force", "14"],
  ["disclosure.licences.decided", "1204"],
  ["disclosure.charges.amount", "59.2372"],
]);

function isSum(id: string): boolean {
  return id.endsWith(".total") || id.startsWith("requests.handled.");
}

export function usePaper() {
  const history = shallowRef<Values[]>([sample]);
  const at = shallowRef(0);
  const values = computed(() => history.value[at.value] ?? sample);
  let run = -1;

  function sum(id: string): string {
    const [table = "", row = "", column = ""] = id.split(".");
    const parts = [...values.value].filter(([cell]) =>
      column === "total"
        ? cell.startsWith(`${table}.${row}.`)
        : cell.endsWith(`.${column}`) && cell.startsWith("requests.") && !/received|carried/.test(cell),
    );
    const filled = parts.filter(([cell, text]) => !isSum(cell) && text !== "");
    return filled.length === 0 ? "" : String(filled.reduce((whole, [, text]) => whole + Number(text), 0));
  }

  const byHand = (id: string) => (values.value.get(id) ?? "") !== "";
  const shown = (id: string) => (isSum(id) && !byHand(id) ? sum(id) : (values.value.get(id) ?? ""));
  const form = computed(() => drawForm(toml, shown));
  const facts = computed(
    () =>
      new Map(
        form.value.tables.flatMap(({ rows }) =>
          [...rows].map(([id, { guidance, kind }]): [string, CellFacts] => [
            id,
            {
              ...plainFacts,
              entry: kind === "amount" ? "amount" : "count",
              total: isSum(id) ? (byHand(id) ? "manual" : "computed") : null,
              lastYear: id.length % 3 === 0 ? String(id.length) : null,
              guidance,
            },
          ]),
        ),
      ),
  );
  const sentence: CellMark = { severity: "error", messages: ["第一项加第二项之和是 52，第三项加第四项之和是 32，相差 20。"] };
  const marks: Marks = {
    cells: new Map([["requests.carried_out.person", sentence]]),
    selected: new Set(["requests.carried_out.person"]),
    against: new Set(["requests.received.person", "requests.carried_in.person"]),
  };

  function edit(edit: TableEdit) {
    const next = new Map([...values.value, ...edit.changes.map(({ cell, text }) => [cell, text] as const)]);
    const kept = history.value.slice(0, edit.run === run ? Math.max(1, at.value) : at.value + 1);
    run = edit.run;
    history.value = [...kept, next];
    at.value = kept.length;
  }

  return {
    form,
    facts,
    marks,
    values,
    edit,
    undo: () => {
      run = -1;
      at.value = Math.max(0, at.value - 1);
    },
    redo: () => (at.value = Math.min(history.value.length - 1, at.value + 1)),
    relock: (cell: string) => {
      run = -1;
      edit({ act: "clear", changes: [{ cell, text: "" }], totals: [], run: -2 });
    },
  };
}
