// Written by `UPDATE_BINDINGS=1 cargo test --test bindings` from src-tauri/app/ipc. Not to be edited.

/** What program this is. */
export type AboutView = {
  /** Its version. */
  version: string,
  /** The system it runs on. */
  system: string,
  /** The web view that shows the window. */
  webView: string,
  /** The folder of the library. */
  library: string,
  /** The folder of the logs. */
  logs: string,
  /** What it is made of, and under whose licences. */
  licences: Array<LicenceView>,
  /** Whether updates can be installed from a file. */
  updates: boolean, };

/** What became of a report that was to be put into the library. */
export type Added = "new" | "equal" | "different" | "replaced";

/** An agency of the library. */
export type AgencyView = {
  /** Its number. */
  id: number,
  /** Its name. */
  name: string, };

/** Several agencies on one indicator. */
export type AmongView = {
  /** Its id. */
  indicator: string,
  /** What it is called. */
  label: string,
  /** The year that is ranked. */
  year: number,
  /** From the largest; empty where it was asked for briefly. */
  ranking: Array<RankedView>,
  /** Who has no number of the year, each with the word that stands in its place; empty like the ranking. */
  without: Array<string>,
  /** Where they lie in each year somebody has a number of. */
  bands: Array<BandView>, };

/** A finding that was set aside. */
export type Aside = {
  /** The finding. */
  finding: Standing,
  /** Why. */
  reason: string,
  /** The day, e.g. 1月12日. */
  when: string, };

/** A number to be asked for. */
export type AskView = {
  /** Its name in the sentence. */
  id: string,
  /** What is asked. */
  label: string,
  /** What it is counted in. */
  unit: string,
  /** What it takes. */
  entry: "count" | "change" | "amount", };

/** A backup. */
export type BackupView = {
  /** Its name. */
  id: string,
  /** When it was made, and why. */
  when: string,
  /** How large it is. */
  size: string, };

/** Where the numbers of a year lie, each exact. */
export type BandView = {
  /** The year. */
  year: number,
  /** How many numbers there are. */
  count: number,
  /** The least. */
  least: string,
  /** A quarter lies below. */
  lower: string,
  /** Half lies below. */
  median: string,
  /** A quarter lies above. */
  upper: string,
  /** The most. */
  most: string,
  /** The median as people read it. */
  shown: string,
  /** The middle half as people read it. */
  span: string, };

/** Sizes of body text. */
export type BodyChoice = "three" | "small-three" | "four";

/** Where editions of the form part a series. */
export type BreakView = {
  /** The last year before it. */
  before: number,
  /** The first year after it. */
  after: number,
  /** Whether the years must not be joined. */
  broken: boolean,
  /** What it is called. */
  label: string,
  /** Why. */
  reason: string, };

/** What is written into a cell. */
export type CellChange = {
  /** The cell. */
  cell: string,
  /** A number in plain digits, or empty for a blank. */
  text: string, };

/** What stands in a cell of the paper. */
export type CellContent = { "kind": "band",
  /** Its text. */
  text: string, } | { "kind": "head",
  /** Its text. */
  text: string, } | { "kind": "note",
  /** Its text. */
  text: string, } | { "kind": "label",
  /** Its text. */
  text: string, } | { "kind": "value",
  /** The cell's id. */
  id: string,
  /** How the paper calls the cell. */
  name: string,
  /** The number as printed, or what was written in its place; empty when blank. */
  shown: string,
  /** Whether it was read without doubt. */
  certain: boolean, };

/** A cell that differs. */
export type CellDifference = {
  /** The cell. */
  cell: string,
  /** How the paper calls it. */
  name: string,
  /** What stood there; empty for a blank. */
  then: string,
  /** What stands there. */
  now: string, };

/** What is known of a cell besides its value. */
export type CellHead = {
  /** What it takes. */
  entry: "count" | "change" | "amount",
  /** The words an amount may end with. */
  units: Array<string>,
  /** Last year's value as printed; null when there is none. */
  lastYear: string | null,
  /** What counts in its row, and after which article. */
  guidance: string, };

/** How a chart is drawn. */
export type ChartShape = "line" | "grouped" | "stacked";

/** Indicators that are best seen together. */
export type ChartView = {
  /** Its id. */
  id: string,
  /** Its heading. */
  title: string,
  /** How it is drawn. */
  kind: ChartShape,
  /** What it shows, by id. */
  of: Array<string>, };

/** Where charts of the years are printed. */
export type ChartsChoice = "none" | "after-section-one" | "end";

/** What the checks say of every report of the library. */
export type CheckedAll = {
  /** A line each: the one with the most errors first. */
  reports: Array<CheckedReport>,
  /** How many were not looked at, since the user had had enough. */
  left: number, };

/** What the checks say of a report. */
export type CheckedReport = {
  /** Its number. */
  report: number,
  /** The agency as it stands in the title. */
  agency: string,
  /** The year. */
  year: number,
  /** How far it has come. */
  state: YearState,
  /** How many errors stand. */
  errors: number,
  /** How many warnings stand. */
  warnings: number,
  /** How many hints stand. */
  hints: number,
  /** How many findings were set aside. */
  aside: number,
  /** Why it cannot be read, a sentence; null when it can. */
  damaged: string | null, };

/** What a part of a document says. */
export type ClaimView = {
  /** Which part, e.g. 标题. */
  by: string,
  /** The agency; empty where it names none. */
  agency: string,
  /** The year; 0 where it names none. */
  year: number,
  /** Its words. */
  text: string,
  /** Where they stand; empty where they are not part of the text. */
  origin: string, };

/** One thing that differs. */
export type ClashLine = {
  /** Its name in an answer. */
  key: string,
  /** What the paper calls it. */
  name: string,
  /** What the library has; empty for nothing. */
  ours: string,
  /** What the document has. */
  theirs: string, };

/** How a document differs from what the library has. */
export type ClashView = {
  /** What differs, in the order of the paper. */
  changes: Array<ClashLine>, };

/** What the page says when the user wants to close the window. */
export type CloseAnswer = "wait" | "stay" | "close";

/** What can be compared. */
export type Comparable = {
  /** The agencies of the library. */
  agencies: Array<ComparableAgency>,
  /** Whose years are shown at first; null in a library without agencies. */
  agency: number | null,
  /** The years there are reports of, from the first. */
  years: Array<number>,
  /** The indicators by group. */
  groups: Array<IndicatorGroup>,
  /** Indicators that are best seen together. */
  charts: Array<ChartView>, };

/** An agency whose years can be compared. */
export type ComparableAgency = {
  /** Its number. */
  id: number,
  /** Its name. */
  name: string,
  /** The years it has reports of, from the first. */
  years: Array<number>, };

/** What is to stand side by side. */
export type CompareWish = {
  /** Whose years, in order. */
  agencies: Array<number>,
  /** Which years. */
  years: Array<number>,
  /** What is compared, by id. */
  indicators: Array<string>,
  /** Whether the agencies are added up. */
  together: boolean,
  /** Whether, added up, they are one office under the names it had one after the other. */
  renamed: boolean,
  /** Whether only the first agencies are told, and of all of them where they lie, not who is where: for many charts on a screen. */
  brief: boolean,
  /** Of so many series changes and sentences are told, and of those that a chart tells apart; null: of all. */
  told: number | null,
  /** The year that is ranked; null for the newest that most have a number of. */
  ranked: number | null, };

/** Years side by side, or that they still are what is known. */
export type ComparedAnswer = {
  /** The state of the library it was told in. */
  state: string,
  /** The years; null where the state is the known one. */
  compared: ComparedView | null, };

/** Years side by side. */
export type ComparedView = {
  /** Every year from the first to the last. */
  years: Array<number>,
  /** What is compared, each once. */
  indicators: Array<IndicatorView>,
  /** Each indicator of each agency. */
  series: Array<SeriesView>,
  /** Where several agencies stand, by indicator; empty for one. */
  among: Array<AmongView>,
  /** The years in which the parts of a whole make another sum than the report gives, a sentence for each whole. */
  otherSums: Array<string>,
  /** Pairs of what is compared that are no parts of one whole, by their ids. */
  overlapping: Array<[string, string]>, };

/** By when a report is due. */
export type DeadlineView = {
  /** The day, e.g. 2026年1月31日. */
  date: string,
  /** The days until then; negative when it has passed. */
  days: number,
  /** Whether it is the agency's own day, not the usual one. */
  own: boolean, };

/** How the report of today differs from a revision. */
export type DifferenceView = {
  /** The cells that differ. */
  cells: Array<CellDifference>,
  /** The paragraphs that differ. */
  paragraphs: Array<ParagraphDifference>, };

/** A number whose reading is not certain. */
export type DoubtView = {
  /** The cell's id. */
  cell: string,
  /** How the paper calls the cell. */
  name: string,
  /** Where it stands in the source, e.g. 第 12 行. */
  origin: string,
  /** What stands there, to the letter. */
  raw: string, };

/** A report some of whose numbers nobody has compared with the document they were read from. */
export type DoubtfulView = {
  /** The report. */
  report: number,
  /** Its year. */
  year: number,
  /** The first of the cells. */
  cell: string,
  /** Whose they are and which, a sentence. */
  told: string, };

/** What an edition of the form has of an indicator. */
export type EditionView = {
  /** The form. */
  form: string,
  /** The years it holds for. */
  years: string,
  /** Its cells as the form calls them; null where it does not have it. */
  cells: string | null,
  /** How it compares with the next edition that has it; null of the last. */
  beside: string | null,
  /** Why it is not exactly the same, or not there; empty where it is. */
  reason: string, };

/** Why a call did not do what it was asked. */
export type Failure = {
  /** Stable, for the page to tell apart; `internal` is a mistake of the program's own. */
  code: string,
  /** What happened and what to do, in Chinese. */
  message: string, };

/** The findings of one severity. */
export type FindingGroup = {
  /** `error`, `warning` or `hint`. */
  severity: "error" | "warning" | "hint",
  /** What the severity is called, e.g. 错误. */
  label: string,
  /** What is found. */
  findings: Array<FindingView>, };

/** One thing a rule says. */
export type FindingView = {
  /** The rule, e.g. R01. */
  rule: string,
  /** The sentence. */
  message: string,
  /** What would mend it, where that is evident. */
  fix: string | null,
  /** The section it is about. */
  section: string | null,
  /** The words it is about, when it is about words. */
  words: WordsView | null,
  /** Further words it is about, and those of the other side of a conflict. */
  also: Array<WordsView>,
  /** The cells to look at, the first one first. */
  cells: Array<string>,
  /** The other side of a conflict. */
  against: Array<string>, };

/** A cell of a table's paper. */
export type GridCellView = {
  /** How many rows it covers. */
  rowspan: number,
  /** How many columns it covers. */
  colspan: number,
  /** What stands in it. */
  content: CellContent, };

/** What the home page shows. */
export type Home = { "kind": "open",
  /** Whose years are shown; null in a library without agencies. */
  agency: number | null,
  /** All agencies there are. */
  agencies: Array<AgencyView>,
  /** The agency's years, newest first. */
  years: Array<YearCard>,
  /** The year to report on now. */
  present: number,
  /** The years before the forms that the agency has no numbers of, newest first. */
  early: Array<number>,
  /** What the user should know about the library, a sentence. */
  notice: string | null,
  /** How large everything is shown, in percent. */
  scale: number, } | { "kind": "closed",
  /** Why, and what to do. */
  failure: Failure,
  /** What can be had back, where it is damaged. */
  rescue: RescueView | null, };

/** Indicators that belong together. */
export type IndicatorGroup = {
  /** Its id. */
  id: string,
  /** What it is called. */
  label: string,
  /** What it holds. */
  indicators: Array<IndicatorView>, };

/** Something that is compared. */
export type IndicatorView = {
  /** Its id. */
  id: string,
  /** What it is called. */
  label: string,
  /** What it counts. */
  definition: string,
  /** Its unit; % for what is divided. */
  unit: string,
  /** Whether the overview has it. */
  main: boolean, };

/** What kind of body an agency is. */
export type Level = "township" | "subdistrict" | "department" | "county" | "city" | "province" | "other";

/** A part of the program that others made. */
export type LicenceView = {
  /** What it is. */
  kind: "typeface" | "page" | "program",
  /** Its name. */
  name: string,
  /** Its version; empty where it has none. */
  version: string,
  /** Its licence, as an SPDX expression. */
  licence: string, };

/** How far a document has come. */
export type LineState = "sure" | "unsure" | "conflict" | "equal" | "stored" | "unread" | "unknown";

/** Where a value stands in the source that is shown. */
export type MarkView = {
  /** Which block, from 0. */
  block: number,
  /** Which of its rows, from 0. */
  row: number,
  /** Which piece of the row, from 0. */
  field: number,
  /** Where it begins, in UTF-16 code units, as the page counts. */
  start: number,
  /** Where it ends. */
  end: number, };

/** What a notice sheet would show and say. */
export type NoticeView = {
  /** Its title. */
  title: string,
  /** The numbers that are printed large, each with its label and unit. */
  figures: Array<string>,
  /** Its charts in order. */
  charts: Array<SaidView>,
  /** Where the numbers come from. */
  source: string,
  /** The most charts there may be. */
  most: number,
  /** Why it cannot be printed so, a sentence; null when it can. */
  against: string | null,
  /** The reports whose numbers are on it and are not settled, by year. */
  unsettled: Array<UnsettledView>, };

/** A number in the prose that is a cell's, and could follow it. */
export type OfferView = {
  /** The digits. */
  words: WordsView,
  /** The cell. */
  cell: string, };

/** A report as it lies open, with all that is said about it. */
export type Opened = {
  /** The name of the file it was read from; the sample has none. */
  source: string | null,
  /** The agency, e.g. 赤壁市官塘驿镇. */
  agency: string,
  /** The year it reports on. */
  year: number,
  /** The edition of the form, e.g. 2021年格式. */
  form: string,
  /** The title, a line each. */
  title: Array<string>,
  /** What stands before section 一. */
  preamble: Array<ParagraphView>,
  /** The sections in order. */
  sections: Array<SectionView>,
  /** What the checks say, gravest first; every severity has its group. */
  findings: Array<FindingGroup>,
  /** What the reader noticed, a sentence each. */
  remarks: Array<string>,
  /** The cells whose reading is not certain. */
  doubts: Array<DoubtView>,
  /** What the form asks for and the source does not speak of, as the paper calls it. */
  missing: Array<string>,
  /** What stands in the source and is no part of a report. */
  leftovers: Array<string>, };

/** A report as it is opened to be written: what stays, and what changes. */
export type OpenedPaper = {
  /** The agency. */
  agency: string,
  /** The year it reports on. */
  year: number,
  /** The title, a line each. */
  title: Array<string>,
  /** The place before section 一, then the sections in order. */
  places: Array<PlaceView>,
  /** What is known of every cell besides its value. */
  cells: { [key in string]: CellHead },
  /** What every act may change. */
  written: Written, };

/** A part of an opening's sentence. */
export type OpeningPart = { "kind": "text",
  /** The text. */
  text: string, } | { "kind": "figure",
  /** The cell. */
  cell: string, } | { "kind": "asked",
  /** Its name. */
  ask: string, };

/** A sentence to begin with, offered for one aspect of a place. */
export type OpeningView = {
  /** Its name. */
  id: string,
  /** What its button says. */
  label: string,
  /** The numbers to be asked for. */
  asks: Array<AskView>,
  /** The sentence. */
  text: Array<OpeningPart>,
  /** The sentence for when the first number of `text` is 0; null where there is none. */
  nothing: Array<OpeningPart> | null, };

/** A paragraph that differs. */
export type ParagraphDifference = {
  /** The place. */
  section: string,
  /** What the place is called. */
  heading: string,
  /** What stood there; null when it was not there. */
  then: string | null,
  /** What stands there; null when it is gone. */
  now: string | null, };

/** A paragraph; its heading runs in before the text. */
export type ParagraphView = {
  /** 2 for （一）, 3 for 1., 4 for （1）; null for a paragraph without a heading. */
  level: number | null,
  /** The heading, or empty. */
  heading: string,
  /** The rest. */
  text: string, };

/** A piece of a paragraph. */
export type Piece = { "kind": "text",
  /** The text. */
  text: string, } | { "kind": "figure",
  /** The cell. */
  cell: string, };

/** A place. */
export type PlaceTexts = {
  /** What it is called. */
  heading: string,
  /** How much of the later is repeated, in percent; null where it says nothing. */
  repeated: number | null,
  /** Its paragraphs. */
  paragraphs: Array<Array<StretchView>>, };

/** A place of the paper where something is written. */
export type PlaceView = {
  /** Its id, e.g. `overview`; `preamble` before section 一. */
  id: string,
  /** The official heading. */
  heading: string,
  /** What the official document asks for. */
  guidance: string,
  /** How many characters in principle; null where the form does not say. */
  limit: number | null,
  /** Its table as it is printed, where the form has one. */
  table: TableView | null,
  /** Sentences to begin with. */
  openings: Array<OpeningView>, };

/** A year of a series. */
export type PointView = {
  /** The year. */
  year: number,
  /** The number, exact; null where there is none. */
  value: string | null,
  /** As people read it, with its unit, or the word that stands in its place. */
  shown: string,
  /** The report it stands in; null where there is none, or it adds up several. */
  report: number | null,
  /** True where the number is a sum that not all are in, and no line joins it. */
  alone?: boolean,
  /** What must be known with the number; not there where nothing must. */
  note?: string, };

/** How the PDF is made. */
export type PrintChoice = {
  /** Whether it is the version to be signed. */
  signed: boolean,
  /** The day under the signature as YYYY-MM-DD; empty where it is written in by hand. */
  day: string,
  /** Whether the text before section 一 is printed. */
  preamble: boolean,
  /** Size of the body text. */
  body: BodyChoice,
  /** Whether it is for the wall, on A3. */
  large: boolean,
  /** Whether the bands of table 二 are shaded. */
  shades: boolean,
  /** Whether the PDF carries the report's data. */
  attach: boolean,
  /** Whether the machine's own typefaces are used. */
  ownFonts: boolean,
  /** Where charts of the years are printed, if anywhere. */
  charts: ChartsChoice, };

/** The typefaces a report is printed with. */
export type PrintFonts = {
  /** Whether this office uses the machine's own. */
  own: boolean,
  /** Whether the machine has any for official documents. */
  any: boolean,
  /** What becomes of each kind of text then. */
  faces: Array<string>, };

/** Which of the open reports is meant. */
export type Printable = "reading" | "draft";

/** A PDF that was written. */
export type Printed = {
  /** The file's name. */
  name: string,
  /** The folder it is in. */
  folder: string, };

/** How far some work is. */
export type Progress = {
  /** How many things are done. */
  done: number,
  /** Of how many; 0 while that is not known. */
  of: number,
  /** Whether they are parts of one thing, to be told in percent, and not things to be counted. */
  share: boolean,
  /** What is being done now, e.g. a file's name. */
  doing: string, };

/** The printed report, to be looked at. */
export type ProofView = {
  /** The PDF, in base64. */
  pdf: string,
  /** Of each page what is another text when the page looks different. */
  looks: Array<string>,
  /** What whoever prints it must know of the numbers in its charts, a sentence each. */
  told: Array<string>, };

/** What was done in a text. */
export type ProseAct = "type" | "paste" | "cut" | "link" | "opening";

/** When and where a report was published. */
export type PublishedView = {
  /** The day, e.g. 2026年1月20日. */
  date: string,
  /** The place; may be empty. */
  place: string, };

/** A place in a ranking. */
export type RankedView = {
  /** From 1; equals share one. */
  rank: number,
  /** The agency. */
  subject: string,
  /** Its number with the unit. */
  shown: string,
  /** The report it stands in; null where there is none. */
  report: number | null, };

/** What can be had back of a damaged library. */
export type RescueView = {
  /** When the newest sound backup was made; null without one. */
  backup: string | null,
  /** The reports that can be saved from the file itself. */
  salvageable: Array<string>, };

/** What a restore would change. */
export type RestoreView = {
  /** Reports that are in the backup only. */
  new: Array<string>,
  /** Reports that are another here. */
  changed: Array<string>,
  /** Reports that are here only, and would be gone. */
  lost: Array<string>,
  /** Agencies that are here only, and would be gone. */
  agencies_lost: Array<string>,
  /** Agencies of which the backup knows something else. */
  agencies_changed: Array<string>,
  /** Earlier states that would be gone. */
  states_lost: number,
  /** How many of these were 定稿, 公布 and 更正. */
  acts_lost: number,
  /** Findings set aside here that would be back. */
  dismissals_lost: number,
  /** Steps that could not be undone any more. */
  steps_lost: number,
  /** Deadlines and settings that would be others. */
  settings_changed: number,
  /** Whether it is another library's backup. */
  foreign: boolean, };

/** A revision of the report. */
export type RevisionView = {
  /** Its number. */
  id: string,
  /** When it was written, e.g. 1月12日 15:04. */
  when: string,
  /** What was done, and where, e.g. 公布：2026年1月20日，镇政府网站. */
  what: string,
  /** Why, for a correction; empty otherwise. */
  reason: string, };

/** A rule, and how grave it is for this office. */
export type RuleView = {
  /** Its id, e.g. R01. */
  id: string,
  /** What it demands. */
  demand: string,
  /** How grave it is by the catalogue. */
  usual: "error" | "warning" | "hint",
  /** How grave it is here, where that is set otherwise. */
  own: "error" | "warning" | "hint" | null, };

/** A chart of the sheet. */
export type SaidView = {
  /** Its heading. */
  title: string,
  /** What is said below it. */
  sentence: string, };

/** A section of the report. */
export type SectionView = {
  /** The section's id, e.g. `overview`. */
  id: string,
  /** The official heading. */
  heading: string,
  /** What is written in it. */
  paragraphs: Array<ParagraphView>,
  /** Its table, where the form has one. */
  table: TableView | null, };

/** One indicator of one agency. */
export type SeriesView = {
  /** The agency. */
  subject: string,
  /** What is compared, by its id. */
  indicator: string,
  /** Every year, in order. */
  points: Array<PointView>,
  /** From each year with a number to the next with one; none where they are not told. */
  changes: Array<YearChange>,
  /** Where editions of the form part it. */
  breaks: Array<BreakView>,
  /** What it says, in one sentence; empty where that is not told. */
  sentence: string, };

/** What can be set. */
export type Settings = {
  /** The agency's name. */
  agency: string,
  /** What kind of body it is. */
  level: Level,
  /** Where it is, e.g. 湖北省咸宁市赤壁市. */
  region: string,
  /** Whom to call. */
  contact: string,
  /** Where it is to be found. */
  address: string,
  /** The agency's own day by which the report is due, as `MM-DD`; null where the usual one holds. */
  deadline: string | null,
  /** The folder the library is in. */
  folder: string,
  /** In percent, 80 to 200. */
  scale: number, };

/** What is set, and the backups there are. */
export type SettingsView = {
  /** What is set. */
  settings: Settings,
  /** The day by which the report is due where the agency has none of its own, as `MM-DD`. */
  usualDeadline: string,
  /** The rules of the checks, in order. */
  rules: Array<RuleView>,
  /** The backups, newest first. */
  backups: Array<BackupView>,
  /** What the user should know of the backup that was just made; mostly nothing. */
  notice: string | null, };

/** What changes while a person confirms. */
export type SheetNow = {
  /** The agency. */
  agency: string,
  /** The year; 0 where it is not known. */
  year: number,
  /** What stands in each cell that is not blank. */
  values: { [key in string]: string },
  /** The cells to be looked at, in the order of the paper. */
  unsure: Array<string>,
  /** The cells that were confirmed. */
  confirmed: Array<string>,
  /** Which of the claims say something else, by their place in the list. */
  disagreeing: Array<number>,
  /** Whether some do, and nobody has decided yet. */
  disputed: boolean,
  /** The library's agencies that may be the one that is named otherwise here; empty once somebody has decided. */
  alike: Array<string>,
  /** What the library has of this agency and year, where that differs; null where it does not, or has none. */
  clash: ClashView | null,
  /** How far it has come. */
  state: LineState, };

/** A document beside its source. */
export type SheetView = {
  /** The document's name. */
  name: string,
  /** The edition of the form. */
  form: string,
  /** The title, a line each. */
  title: Array<string>,
  /** What stands before section 一. */
  preamble: Array<ParagraphView>,
  /** The sections in order, with their tables. */
  sections: Array<SectionView>,
  /** The source as text. */
  source: Array<SourceBlock>,
  /** Whether the source is longer than what is shown of it. */
  cut: boolean,
  /** Every cell that the document speaks of. */
  cells: { [key in string]: SightingView },
  /** What each part of the document says of agency and year. */
  claims: Array<ClaimView>,
  /** What the reader noticed, a sentence each. */
  remarks: Array<string>,
  /** What the form asks for and the document does not speak of. */
  missing: Array<string>,
  /** What stands in the document and is no part of a report. */
  leftovers: Array<string>,
  /** How it stands. */
  now: SheetNow, };

/** What is wished of a notice sheet. */
export type SheetWish = {
  /** The agency. */
  agency: number,
  /** The year. */
  year: number,
  /** The first year of the charts; null for so many as are read well. */
  since: number | null,
  /** The charts by their ids, in order, an indicator's id for a chart of it alone; the usual ones where there are none. */
  charts: Array<string>,
  /** What is printed large, by id. */
  figures: Array<string>,
  /** Sentences of the user's own, by the id of the chart. */
  sentences: { [key in string]: string },
  /** The text of a QR code; empty for none. */
  code: string,
  /** Whether it is as large as A3. */
  large: boolean,
  /** Whether it lies on its side. */
  landscape: boolean, };

/** One side of a conflict. */
export type Side = {
  /** What it is called. */
  name: string,
  /** Its value as printed. */
  shown: string, };

/** A cell as the document has it. */
export type SightingView = {
  /** How the paper calls the cell. */
  name: string,
  /** Where it stands, e.g. 第 12 行. */
  origin: string,
  /** What stands there, to the letter. */
  raw: string,
  /** Whether the reader was sure of it. */
  certain: boolean,
  /** What else it may be, the likeliest first. */
  choices: Array<string>,
  /** Where it is in the source that is shown; null where that does not have it. */
  mark: MarkView | null, };

/** A run of lines, or a table. */
export type SourceBlock = {
  /** Which table of the document, from 1; null for lines. */
  table: number | null,
  /** Its lines or rows. */
  rows: Array<SourceRow>, };

/** A piece of text that stands by itself. */
export type SourceField = {
  /** The column it begins in, from 1. */
  column: number,
  /** The text. */
  text: string, };

/** A line, or a row of a table. */
export type SourceRow = {
  /** Which line of the document, or which row of the table; from 1. */
  number: number,
  /** Its pieces, left to right. */
  fields: Array<SourceField>,
  /** Whether it went into no part of the report. */
  left: boolean, };

/** What an indicator is made of. It is told when it is asked for: nobody waits for it with the numbers. */
export type SourcesView = {
  /** Its id. */
  id: string,
  /** What it is called. */
  label: string,
  /** What it counts. */
  definition: string,
  /** Its unit; % for what is divided. */
  unit: string,
  /** What each edition of the form has of it, oldest first. */
  editions: Array<EditionView>, };

/** One thing the checks say of the report that is being written. */
export type Standing = {
  /** The same for the same finding at the next check. */
  key: string,
  /** How grave it is. */
  severity: "error" | "warning" | "hint",
  /** What stands against what, with both values. */
  sides: Array<Side>,
  /** The rule, e.g. R01. */
  rule: string,
  /** The sentence. */
  message: string,
  /** What would mend it, where that is evident. */
  fix: string | null,
  /** The section it is about. */
  section: string | null,
  /** The words it is about, when it is about words. */
  words: WordsView | null,
  /** Further words it is about, and those of the other side of a conflict. */
  also: Array<WordsView>,
  /** The cells to look at, the first one first. */
  cells: Array<string>,
  /** The other side of a conflict. */
  against: Array<string>, };

/** What became of those that were wholly sure. */
export type StoredAll = {
  /** How many were stored. */
  stored: number,
  /** How many the library had already, word for word. */
  equal: number,
  /** How many the library has otherwise: they were left. */
  conflicts: number,
  /** How many a person has to look at first. */
  unsure: number,
  /** How many could not be read. */
  unread: number,
  /** How many were left because the user had had enough. */
  left: number,
  /** What kept one from being stored, a sentence each. */
  failures: Array<string>, };

/** How a document is to be stored. */
export type Storing = {
  /** Whether what nobody confirmed stays blank; otherwise it is kept as it was read. */
  leaveBlank: boolean,
  /** What is taken of the document where the library differs; null where it does not. */
  taken: Array<string> | null,
  /** Why, for the history. */
  reason: string, };

/** A stretch of text. */
export type StretchView = {
  /** In which of the two it stands. */
  kept: "same" | "gone" | "new",
  /** The text. */
  text: string, };

/** What was done in a table. */
export type TableAct = "type" | "restore" | "paste" | "cut" | "clear" | "zeros";

/** What an act at the keyboard asks to be changed in a table. */
export type TableEdit = {
  /** What was done. */
  act: TableAct,
  /** The cells. */
  changes: Array<CellChange>,
  /** What a pasted range says of computed totals: one that disagrees stays and is flagged. */
  totals: Array<CellChange>, };

/** A table as its paper has it. */
export type TableView = {
  /** The table's id, e.g. `requests`. */
  id: string,
  /** Its name, e.g. 表三. */
  name: string,
  /** The columns' shares of the width. */
  widths: Array<number>,
  /** How many rows on top are headings. */
  headRows: number,
  /** The grid; a cell that spans stands where it begins, as in HTML. */
  rows: Array<Array<GridCellView>>, };

/** What two reports say, paragraph beside paragraph. */
export type TextsView = {
  /** How much of sections one and five is repeated, in percent. */
  repeated: number,
  /** The places where either says something. */
  places: Array<PlaceTexts>, };

/** A document that was read. */
export type TrayLine = {
  /** Its file's name, or its place in a folder or packed file. */
  name: string,
  /** The agency; empty where it was not found. */
  agency: string,
  /** The year; 0 where it was not found. */
  year: number,
  /** The edition of the form. */
  form: string,
  /** How many cells are sure, or confirmed. */
  sure: number,
  /** How many are not. */
  unsure: number,
  /** How many cells of the form the document does not speak of. */
  unread: number,
  /** What there is to do with it. */
  state: LineState,
  /** Why it could not be read, a sentence; empty when it could. */
  message: string,
  /** Whether it has no text, so that only entering by hand is left. */
  byHand: boolean, };

/** What lies in the tray: a line for each document that was read. */
export type TrayView = {
  /** The documents. */
  items: Array<TrayLine>,
  /** How many files were not looked at, since the user had had enough. */
  left: number, };

/** A report whose numbers are not settled. */
export type UnsettledView = {
  /** The report. */
  report: number,
  /** Its year. */
  year: number,
  /** What whoever posts the sheet must know. */
  told: Array<string>,
  /** The cells nobody has compared with the document. */
  doubts: Array<string>, };

/** An update that may be installed. */
export type UpdateView = {
  /** Its version. */
  version: string,
  /** The version that runs. */
  running: string, };

/** Words of a paragraph. */
export type WordsView = {
  /** The section, or `preamble`. */
  section: string,
  /** Which of its paragraphs, from 0. */
  paragraph: number,
  /** Where they begin, in UTF-16 code units of the paragraph, as the page counts. */
  start: number,
  /** Where they end. */
  end: number, };

/** What every act may change. */
export type Written = {
  /** How far the report has come. */
  state: YearState,
  /** What stands in the cells that are not blank, as printed. */
  values: { [key in string]: string },
  /** The sums, and whether each was taken over by hand. */
  totals: { [key in string]: boolean },
  /** What is written in each place, in order. */
  places: Array<WrittenPlace>,
  /** What stands against the report, gravest first. */
  findings: Array<Standing>,
  /** What was set aside. */
  aside: Array<Aside>,
  /** What an undo would undo. */
  undo: string | null,
  /** What a redo would do again. */
  redo: string | null,
  /** When it was last saved, e.g. 15:04. */
  saved: string,
  /** How many characters its prose has. */
  characters: number, };

/** What is written in a place. */
export type WrittenPlace = {
  /** The place. */
  id: string,
  /** How far it is. */
  state: "empty" | "begun" | "complete" | "wrong",
  /** Whether it is copied from last year and not yet gone over. */
  carried: boolean,
  /** Its prose. */
  paragraphs: Array<Array<Piece>>,
  /** Numbers in it that could follow a cell, in order. */
  offers: Array<OfferView>, };

/** A year of the agency. */
export type YearCard = {
  /** The report's number. */
  report: number,
  /** The year it is on. */
  year: number,
  /** How far it has come; `imported` is one that was read and not changed since, `historic` no report at all but numbers from before the forms. */
  state: YearState,
  /** When and where it was published; null while it is not. */
  published: PublishedView | null,
  /** What is still missing, as the paper calls it. */
  missing: Array<string>,
  /** How many errors stand. */
  errors: number,
  /** How many warnings stand. */
  warnings: number,
  /** By when it is due; null when it is done. */
  deadline: DeadlineView | null,
  /** When it was last saved, e.g. 1月12日 15:04. */
  saved: string,
  /** Why it cannot be read, a sentence; null when it can. */
  damaged: string | null, };

/** From one year to another. */
export type YearChange = {
  /** The earlier year. */
  from: number,
  /** The later year. */
  to: number,
  /** The difference, with sign and unit. */
  absolute: string,
  /** In percent of the earlier, or a word. */
  relative: string,
  /** Whether the two years count the same thing. */
  comparable: boolean, };

/** How far a report has come. */
export type YearState = "draft" | "imported" | "final" | "published" | "changed" | "corrected" | "historic";

/** What the host may tell the page without being asked, and what comes with it. */
export interface HostEvents {
  "close-asked": null;
  "source-dropped": null;
  "work-progress": Progress;
}

/** What the page may ask of the host. Every call may be rejected with a Failure. */
export interface Calls {
  /** Tells the host that the page has painted, so that it may show the window. */
  painted: () => Promise<void>;
  /** Opens the sample report. */
  openSample: () => Promise<Opened>;
  /** Asks the user for a file to read; false when they changed their mind. */
  chooseSource: () => Promise<boolean>;
  /** Reads the file that was chosen or dropped. */
  readSource: () => Promise<Opened>;
  /** Answers [`CLOSE_ASKED`]. */
  mayClose: (answer: CloseAnswer) => Promise<void>;
  /** Ends the long work that is being done, before its next thing. */
  stopWork: () => Promise<void>;
  /** The PDF of the open report. */
  preview: (of: Printable, choice: PrintChoice) => Promise<ProofView>;
  /** The typefaces this office prints with, and what the machine has. */
  printFonts: () => Promise<PrintFonts>;
  /** Sets for this library whether the machine's own typefaces are used. */
  choosePrintFonts: (own: boolean) => Promise<PrintFonts>;
  /** Asks the user where a file of this kind (`pdf`, `docx`, `xlsx`, `html`, `txt`, `json`) shall go; false when they changed their mind. */
  chooseTarget: (of: Printable, format: string) => Promise<boolean>;
  /** Writes the open report to the place that was chosen; the choice is for a PDF. */
  printTarget: (of: Printable, choice: PrintChoice) => Promise<Printed>;
  /** Gives the PDF of the open report to the printer; false where it was opened in the machine's viewer instead. */
  sendToPrinter: (of: Printable, choice: PrintChoice) => Promise<boolean>;
  /** Opens the written file in the machine's program for it. */
  openPrinted: () => Promise<void>;
  /** Shows the written file in its folder. */
  revealPrinted: () => Promise<void>;
  /** The years of the agency; what keeps the library closed, where it does not open. */
  home: () => Promise<Home>;
  /** Makes the first backup of the day. */
  backUpDaily: () => Promise<string | null>;
  /** The level that an agency's name tells. */
  guessLevel: (name: string) => Promise<string>;
  /** Adds an agency, whose years are shown from then on. */
  addAgency: (name: string, level: string) => Promise<void>;
  /** Shows another agency's years. */
  showAgency: (agency: number) => Promise<void>;
  /** Begins a year's report, blank or from last year's; gives its number. */
  beginYear: (agency: number, year: number, fromLast: boolean) => Promise<number>;
  /** Puts the report that was read into the library. */
  keepOpened: (replace: boolean) => Promise<Added>;
  /** Puts the newest backup in the place of the damaged library; gives where that is kept. */
  useBackup: () => Promise<string>;
  /** Puts what can be saved in the place of the damaged library; gives where that is kept. */
  useRescued: () => Promise<string>;
  /** Asks the user for documents to read, or for a folder of them; false when they changed their mind. */
  chooseDocuments: (folder: boolean) => Promise<boolean>;
  /** Reads the documents that were chosen or dropped. */
  readDocuments: () => Promise<TrayView>;
  /** Reads what was pasted, as text and as a page. */
  readPasted: (text: string, html: string) => Promise<TrayView>;
  /** What was read, as it stands now. */
  trayView: () => Promise<TrayView>;
  /** A document beside its source. */
  openSheet: (at: number) => Promise<SheetView>;
  /** Confirms a cell; with what is written in its place, where that is not null. */
  confirmCell: (at: number, cell: string, written: string | null) => Promise<SheetNow>;
  /** Takes a confirmation back. */
  doubtCell: (at: number, cell: string) => Promise<SheetNow>;
  /** Says whose report it is and of which year. */
  identify: (at: number, agency: string, year: number) => Promise<SheetNow>;
  /** Puts a document into the library. */
  storeSheet: (at: number, storing: Storing) => Promise<Added>;
  /** Puts all documents into the library that are wholly sure and in no conflict. */
  storeSure: () => Promise<StoredAll>;
  /** How many documents somebody confirmed something of and did not store. */
  unstored: () => Promise<number>;
  /** Puts away what was read, stored or not. */
  putTrayAway: () => Promise<void>;
  /** What could not be read and why, as text. */
  unreadReport: () => Promise<string>;
  /** Asks where that text shall go and writes it there; false when the user changed their mind. */
  saveUnreadReport: () => Promise<boolean>;
  /** Begins a blank year for a document that has no text; gives its number. */
  beginByHand: (agency: string, year: number) => Promise<number>;
  /** Checks every report of the library, until the user has had enough. */
  checkAll: () => Promise<CheckedAll>;
  /** Opens a report to write it. */
  openReport: (report: number) => Promise<OpenedPaper>;
  /** Changes cells of a table. */
  fillIn: (edit: TableEdit) => Promise<Written>;
  /** Lets a total follow its parts again. */
  addUp: (total: string) => Promise<Written>;
  /** Replaces what is written in a place. */
  writeProse: (place: string, paragraphs: Array<Array<Piece>>, how: ProseAct) => Promise<Written>;
  /** Says that a place that was copied from last year has been gone over. */
  goOver: (place: string) => Promise<Written>;
  /** Mends what a finding found. */
  mend: (key: string) => Promise<Written>;
  /** Sets a finding aside with a reason. */
  setAside: (key: string, reason: string) => Promise<Written>;
  /** Takes a finding up again. */
  takeUp: (key: string) => Promise<Written>;
  /** Undoes the last step. */
  undo: () => Promise<Written>;
  /** Does again what was undone last. */
  redo: () => Promise<Written>;
  /** Marks the report as final. */
  finalise: () => Promise<Written>;
  /** Records when and where the report was published; the day as YYYY-MM-DD. */
  publish: (date: string, place: string) => Promise<Written>;
  /** Records a correction of the published report, with its reason. */
  correct: (reason: string) => Promise<Written>;
  /** The revisions of the open report, newest first. */
  revisions: () => Promise<Array<RevisionView>>;
  /** What changed since a revision. */
  compare: (revision: string) => Promise<DifferenceView>;
  /** Goes back to a revision. */
  revert: (revision: string) => Promise<Written>;
  /** What can be compared. */
  comparable: () => Promise<Comparable>;
  /** Reads what is likely to be asked of agencies. */
  readAhead: (agencies: Array<number>) => Promise<void>;
  /** Indicators of agencies over the years, unless the library is still in the state they are known from. */
  compareYears: (wish: CompareWish, known: string | null) => Promise<ComparedAnswer>;
  /** Which numbers of an agency's years, among those that indicators are made of, nobody has compared with the document they were read from. */
  doubtfulYears: (agency: number, years: Array<number>, indicators: Array<string>) => Promise<Array<DoubtfulView>>;
  /** What indicators mean, and which cells of each edition of the form they are made of. */
  indicatorSources: (ids: Array<string>) => Promise<Array<SourcesView>>;
  /** What two reports say, paragraph beside paragraph. */
  compareTexts: (before: number, after: number) => Promise<TextsView>;
  /** Asks where the numbers shall go as a workbook and writes it; its name, null when the user changed their mind. */
  saveComparison: (wish: CompareWish, title: string) => Promise<string | null>;
  /** Asks where a chart shall go as a vector picture and writes it; its name, null when the user changed their mind. */
  saveChart: (wish: CompareWish, kind: ChartShape, title: string) => Promise<string | null>;
  /** Asks where a drawn picture (PNG in base64) shall go and writes it; its name, null when the user changed their mind. */
  savePicture: (picture: string, title: string) => Promise<string | null>;
  /** What a notice sheet would show and say. */
  noticeView: (wish: SheetWish) => Promise<NoticeView>;
  /** Says that somebody compared cells of a report with the document it was read from. */
  vouchFor: (report: number, cells: Array<string>) => Promise<void>;
  /** Asks where a notice sheet shall go and prints it there; null when the user changed their mind. */
  saveNotice: (wish: SheetWish) => Promise<Printed | null>;
  /** What is set. */
  settings: () => Promise<SettingsView>;
  /** Sets it. */
  changeSettings: (settings: Settings) => Promise<SettingsView>;
  /** Sets how grave a rule is for this office; null makes it the catalogue's again. */
  setSeverity: (rule: string, severity: string | null) => Promise<SettingsView>;
  /** Asks for another folder and moves the library there; the old file where the system keeps it, empty where not, null when the user changed their mind. */
  chooseFolder: () => Promise<string | null>;
  /** Makes a backup. */
  backUp: () => Promise<SettingsView>;
  /** What restoring a backup would change. */
  previewRestore: (backup: string) => Promise<RestoreView>;
  /** Restores a backup. */
  restore: (backup: string) => Promise<SettingsView>;
  /** What program this is, on what system, and under whose licences. */
  about: () => Promise<AboutView>;
  /** Asks where what helps to find a mistake shall go and writes it there; its path, null when the user changed their mind. */
  exportDiagnosis: () => Promise<string | null>;
  /** Asks for the installer of a newer version and checks its signature; null when the user changed their mind. */
  chooseUpdate: () => Promise<UpdateView | null>;
  /** Backs the library up and starts the chosen installer. Null when it runs and this program ends; else the system was asked to open it, and this is the line that installs it where nothing opens. */
  installUpdate: () => Promise<string | null>;
}

/** The calls over any way of carrying a name and its arguments. */
export function callsOver(call: (name: string, args: Record<string, unknown>) => Promise<unknown>): Calls {
  return {
    painted: () => call("painted", {}) as Promise<void>,
    openSample: () => call("open_sample", {}) as Promise<Opened>,
    chooseSource: () => call("choose_source", {}) as Promise<boolean>,
    readSource: () => call("read_source", {}) as Promise<Opened>,
    mayClose: (answer) => call("may_close", { answer }) as Promise<void>,
    stopWork: () => call("stop_work", {}) as Promise<void>,
    preview: (of, choice) => call("preview", { of, choice }) as Promise<ProofView>,
    printFonts: () => call("print_fonts", {}) as Promise<PrintFonts>,
    choosePrintFonts: (own) => call("choose_print_fonts", { own }) as Promise<PrintFonts>,
    chooseTarget: (of, format) => call("choose_target", { of, format }) as Promise<boolean>,
    printTarget: (of, choice) => call("print_target", { of, choice }) as Promise<Printed>,
    sendToPrinter: (of, choice) => call("send_to_printer", { of, choice }) as Promise<boolean>,
    openPrinted: () => call("open_printed", {}) as Promise<void>,
    revealPrinted: () => call("reveal_printed", {}) as Promise<void>,
    home: () => call("home", {}) as Promise<Home>,
    backUpDaily: () => call("back_up_daily", {}) as Promise<string | null>,
    guessLevel: (name) => call("guess_level", { name }) as Promise<string>,
    addAgency: (name, level) => call("add_agency", { name, level }) as Promise<void>,
    showAgency: (agency) => call("show_agency", { agency }) as Promise<void>,
    beginYear: (agency, year, fromLast) => call("begin_year", { agency, year, fromLast }) as Promise<number>,
    keepOpened: (replace) => call("keep_opened", { replace }) as Promise<Added>,
    useBackup: () => call("use_backup", {}) as Promise<string>,
    useRescued: () => call("use_rescued", {}) as Promise<string>,
    chooseDocuments: (folder) => call("choose_documents", { folder }) as Promise<boolean>,
    readDocuments: () => call("read_documents", {}) as Promise<TrayView>,
    readPasted: (text, html) => call("read_pasted", { text, html }) as Promise<TrayView>,
    trayView: () => call("tray_view", {}) as Promise<TrayView>,
    openSheet: (at) => call("open_sheet", { at }) as Promise<SheetView>,
    confirmCell: (at, cell, written) => call("confirm_cell", { at, cell, written }) as Promise<SheetNow>,
    doubtCell: (at, cell) => call("doubt_cell", { at, cell }) as Promise<SheetNow>,
    identify: (at, agency, year) => call("identify", { at, agency, year }) as Promise<SheetNow>,
    storeSheet: (at, storing) => call("store_sheet", { at, storing }) as Promise<Added>,
    storeSure: () => call("store_sure", {}) as Promise<StoredAll>,
    unstored: () => call("unstored", {}) as Promise<number>,
    putTrayAway: () => call("put_tray_away", {}) as Promise<void>,
    unreadReport: () => call("unread_report", {}) as Promise<string>,
    saveUnreadReport: () => call("save_unread_report", {}) as Promise<boolean>,
    beginByHand: (agency, year) => call("begin_by_hand", { agency, year }) as Promise<number>,
    checkAll: () => call("check_all", {}) as Promise<CheckedAll>,
    openReport: (report) => call("open_report", { report }) as Promise<OpenedPaper>,
    fillIn: (edit) => call("fill_in", { edit }) as Promise<Written>,
    addUp: (total) => call("add_up", { total }) as Promise<Written>,
    writeProse: (place, paragraphs, how) => call("write_prose", { place, paragraphs, how }) as Promise<Written>,
    goOver: (place) => call("go_over", { place }) as Promise<Written>,
    mend: (key) => call("mend", { key }) as Promise<Written>,
    setAside: (key, reason) => call("set_aside", { key, reason }) as Promise<Written>,
    takeUp: (key) => call("take_up", { key }) as Promise<Written>,
    undo: () => call("undo", {}) as Promise<Written>,
    redo: () => call("redo", {}) as Promise<Written>,
    finalise: () => call("finalise", {}) as Promise<Written>,
    publish: (date, place) => call("publish", { date, place }) as Promise<Written>,
    correct: (reason) => call("correct", { reason }) as Promise<Written>,
    revisions: () => call("revisions", {}) as Promise<Array<RevisionView>>,
    compare: (revision) => call("compare", { revision }) as Promise<DifferenceView>,
    revert: (revision) => call("revert", { revision }) as Promise<Written>,
    comparable: () => call("comparable", {}) as Promise<Comparable>,
    readAhead: (agencies) => call("read_ahead", { agencies }) as Promise<void>,
    compareYears: (wish, known) => call("compare_years", { wish, known }) as Promise<ComparedAnswer>,
    doubtfulYears: (agency, years, indicators) => call("doubtful_years", { agency, years, indicators }) as Promise<Array<DoubtfulView>>,
    indicatorSources: (ids) => call("indicator_sources", { ids }) as Promise<Array<SourcesView>>,
    compareTexts: (before, after) => call("compare_texts", { before, after }) as Promise<TextsView>,
    saveComparison: (wish, title) => call("save_comparison", { wish, title }) as Promise<string | null>,
    saveChart: (wish, kind, title) => call("save_chart", { wish, kind, title }) as Promise<string | null>,
    savePicture: (picture, title) => call("save_picture", { picture, title }) as Promise<string | null>,
    noticeView: (wish) => call("notice_view", { wish }) as Promise<NoticeView>,
    vouchFor: (report, cells) => call("vouch_for", { report, cells }) as Promise<void>,
    saveNotice: (wish) => call("save_notice", { wish }) as Promise<Printed | null>,
    settings: () => call("settings", {}) as Promise<SettingsView>,
    changeSettings: (settings) => call("change_settings", { settings }) as Promise<SettingsView>,
    setSeverity: (rule, severity) => call("set_severity", { rule, severity }) as Promise<SettingsView>,
    chooseFolder: () => call("choose_folder", {}) as Promise<string | null>,
    backUp: () => call("back_up", {}) as Promise<SettingsView>,
    previewRestore: (backup) => call("preview_restore", { backup }) as Promise<RestoreView>,
    restore: (backup) => call("restore", { backup }) as Promise<SettingsView>,
    about: () => call("about", {}) as Promise<AboutView>,
    exportDiagnosis: () => call("export_diagnosis", {}) as Promise<string | null>,
    chooseUpdate: () => call("choose_update", {}) as Promise<UpdateView | null>,
    installUpdate: () => call("install_update", {}) as Promise<string | null>,
  };
}
