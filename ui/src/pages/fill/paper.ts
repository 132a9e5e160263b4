/** What the page for filling in is told of the open report. */
import type { CellFacts } from "../../form/facts";
import type { PlaceView, TableView, WrittenPlace, YearState } from "../../ipc/generated";
import type { Figure, LinkOffer, Paragraph } from "../../prose/figures";

/** How far a section is. */
export type SectionState = WrittenPlace["state"];

/** The acts that are kept for ever. */
export type KeptAct = "finalise" | "publish" | "correct";

export interface FillSection extends PlaceView, Omit<WrittenPlace, "paragraphs" | "offers"> {
  paragraphs: readonly Paragraph[];
  offers: readonly LinkOffer[];
  /** Its table; null where the form has none. */
  table: TableView | null;
}

export interface FillPaper {
  agency: string;
  year: number;
  state: YearState;
  title: readonly string[];
  /** What stands before the first section, in its own box. */
  preamble: FillSection;
  sections: readonly FillSection[];
  figures: readonly Figure[];
  facts: ReadonlyMap<string, CellFacts>;
}

export interface Status {
  /** When it was last saved, HH:MM; null while a save is under way. */
  saved: string | null;
  /** Why it could not be saved, a sentence; null when it could. */
  unsaved: string | null;
  characters: number;
}
