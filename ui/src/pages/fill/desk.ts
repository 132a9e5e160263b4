/** The report that is being written: what Rust says of it, made into the paper, and every act on it. */
import { computed, type ComputedRef, type Ref, ref, shallowRef, type ShallowRef } from "vue";

import type { CellFacts, TableEdit } from "../../form/facts";
import { type Edits, useEdits } from "../../ipc/edits";
import { type Calls, callsOver, type OfferView, type OpenedPaper, type TableView, type Written } from "../../ipc/generated";
import { failureOf, type Host } from "../../ipc/host";
import { shared } from "../../ipc/sharing";
import type { Figure, LinkOffer, Paragraph, ProseEdit } from "../../prose/figures";
import type { FillPaper, FillSection, Status } from "./paper";
import { texts } from "./texts";

export interface Draft {
  readonly calls: Calls;
  /** Null until it is open. */
  readonly paper: ComputedRef<FillPaper | null>;
  readonly written: Readonly<ShallowRef<Written | null>>;
  readonly status: ComputedRef<Status>;
  readonly underway: Edits["underway"];
  /** Why the last act was not done, a sentence. */
  readonly failure: Ref<string | null>;
  readonly open: (report: number) => Promise<void>;
  readonly editTable: (edit: TableEdit) => void;
  readonly editProse: (place: string, edit: ProseEdit) => void;
  readonly declineLink: (place: string, offer: LinkOffer) => void;
  readonly relock: (cell: string) => void;
  /** Does an act; whether it was done. */
  readonly act: (act: (calls: Calls) => Promise<Written>) => Promise<boolean>;
  /** Waits until everything typed is saved; whether it is. */
  readonly settle: () => Promise<boolean>;
}

export function useDraft(host: Host): Draft {
  const calls = callsOver((name, args) => host.call(name, args));
  const opened = shallowRef<OpenedPaper | null>(null);
  const written = shallowRef<Written | null>(null);
  const declined = ref<ReadonlySet<string>>(new Set());
  const failure = ref<string | null>(null);
  const edits = useEdits((now) => (written.value = shared(written.value, now)), texts.mistake);

  const totals = computed(() => written.value?.totals ?? {});
  const facts = computed<ReadonlyMap<string, CellFacts>>((old) => {
    const total = (id: string) => {
      const byHand = totals.value[id];
      if (byHand === undefined) return null;
      return byHand ? "manual" : "computed";
    };
    return shared(old, new Map(Object.entries(opened.value?.cells ?? {}).map(([id, head]) => [id, { ...head, total: total(id) }])));
  });

  const sections = computed<FillSection[]>((old) => {
    const states = new Map(written.value?.places.map((place) => [place.id, place]));
    const now = (opened.value?.places ?? []).map(({ table, ...place }) => {
      const { state = "empty", carried = false, paragraphs = [] as Paragraph[], offers = [] } = states.get(place.id) ?? {};
      return { ...place, state, carried, paragraphs, offers: stillOffered(place.id, offers), table: table && filled(table, written.value?.values ?? {}) };
    });
    return shared(old, now);
  });

  /** What is offered in a place, without what was declined while it was the same number. */
  function stillOffered(place: string, offers: readonly OfferView[]): LinkOffer[] {
    return offers.flatMap(({ words, cell }) =>
      declined.value.has(offerKey(place, cell)) ? [] : [{ ...words, figure: { cell } }],
    );
  }

  function offerKey(place: string, cell: string): string {
    return [place, cell, written.value?.values[cell] ?? ""].join(" ");
  }

  const figures = computed<Figure[]>((old) =>
    shared(old, sections.value.flatMap(({ table }) =>
      (table?.rows ?? []).flat().flatMap(({ content }) =>
        content.kind === "value" ? [{ cell: content.id, name: content.name, shown: content.shown }] : [],
      ),
    )),
  );

  const paper = computed<FillPaper | null>((old) => {
    const [preamble, ...rest] = sections.value;
    if (!opened.value || !written.value || !preamble) return null;
    const { agency, year, title } = opened.value;
    return shared(old, { agency, year, title, state: written.value.state, preamble, sections: rest, figures: figures.value, facts: facts.value });
  });

  const status = computed<Status>(() => ({
    saved: edits.underway.value > 0 ? null : (written.value?.saved ?? null),
    unsaved: edits.unsaved.value,
    characters: written.value?.characters ?? 0,
  }));

  async function act(what: (calls: Calls) => Promise<Written>): Promise<boolean> {
    failure.value = null;
    try {
      await edits.act(() => what(calls));
      return true;
    } catch (rejection) {
      failure.value = failureOf(rejection)?.message ?? texts.mistake;
      return false;
    }
  }

  async function open(report: number) {
    try {
      const paper = await calls.openReport(report);
      written.value = paper.written;
      opened.value = paper;
    } catch (rejection) {
      failure.value = failureOf(rejection)?.message ?? texts.mistake;
    }
  }

  function editTable({ act: how, changes, totals }: TableEdit) {
    const place = changes.map(({ cell }) => cell).join(" ");
    edits.edit(place, () => calls.fillIn({ act: how, changes, totals }));
  }

  return {
    calls,
    paper,
    written,
    status,
    underway: edits.underway,
    failure,
    open,
    editTable,
    editProse: (place, { act: how, paragraphs }) => {
      const plain = paragraphs.map((paragraph) => [...paragraph]);
      edits.edit(place, () => calls.writeProse(place, plain, how));
    },
    declineLink: (place, { figure }) => {
      declined.value = new Set([...declined.value, offerKey(place, figure.cell)]);
    },
    relock: (cell) => {
      void act((on) => on.addUp(cell));
    },
    act,
    settle: async () => {
      const all = await edits.settle();
      if (!all) failure.value = edits.unsaved.value;
      return all;
    },
  };
}

/** A table with what stands in its cells now. */
function filled(table: TableView, values: Readonly<Record<string, string | undefined>>): TableView {
  return {
    ...table,
    rows: table.rows.map((row) =>
      row.map((cell) =>
        cell.content.kind === "value" ? { ...cell, content: { ...cell.content, shown: values[cell.content.id] ?? "" } } : cell,
      ),
    ),
  };
}
