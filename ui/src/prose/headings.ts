/** Headings inside a section, recognised by their numbering as `report::prose::heading` does (GB/T 9704-2012, 7.3.3). */

export interface Heading {
  /** 2, 3 or 4; level 1 is the section's own heading. */
  level: 2 | 3 | 4;
  /** Where the heading ends in its line; the rest is body text that runs on. */
  end: number;
}

/** A run-in heading longer than this is a sentence that happens to be numbered. */
const LONGEST_HEADING = 40;

/** The numerals are spelt by code point: no Chinese text stands outside the tables of texts. */
const HAN_NUMBER = /^[\u4E00\u4E8C\u4E09\u56DB\u4E94\u516D\u4E03\u516B\u4E5D\u5341]+$/;

export function headingOf(line: string): Heading | null {
  const level = levelOf(line);
  if (level === null) return null;
  const stop = line.indexOf("。");
  const end = stop < 0 ? line.length : stop + 1;
  const isHeading = Array.from(line.slice(0, end)).length <= LONGEST_HEADING && (level === 2 || end === line.length);
  return isHeading ? { level, end } : null;
}

function levelOf(line: string): Heading["level"] | null {
  const [, bracketed] = /^[（(]([^）)]*)[）)]/.exec(line) ?? [];
  if (bracketed !== undefined) {
    if (HAN_NUMBER.test(bracketed)) return 2;
    return /^\d{1,2}$/.test(bracketed) ? 4 : null;
  }
  // 1.5 of something is a number, not point 1.
  return /^\d{1,2}[.．、](?!\d)/.test(line) ? 3 : null;
}
