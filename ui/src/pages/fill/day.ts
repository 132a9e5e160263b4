/** A day as people write it. */
import { texts } from "./texts";

const { year: Y, month: M, day: D } = texts.dayUnits;
const NUMBERS = new RegExp(`^(?:(\\d{4})\\s*[-/.${Y}])?\\s*(\\d{1,2})\\s*[-/.${M}]\\s*(\\d{1,2})\\s*${D}?$`);
const PACKED = /^(\d{4})(\d{2})(\d{2})$/;

/**
 * The day a text names, as YYYY-MM-DD: with the units or with lines between, packed, or without the year for one of this
 * year. Null when it names none, or one after today.
 */
export function readDay(text: string, today: string): string | null {
  const plain = text.normalize("NFKC").trim();
  const found = NUMBERS.exec(plain) ?? PACKED.exec(plain);
  if (!found) return null;
  const [, year = today.slice(0, 4), month = "", day = ""] = found;
  const iso = [year, month.padStart(2, "0"), day.padStart(2, "0")].join("-");
  const date = new Date(`${iso}T00:00:00Z`);
  const isReal = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso);
  return isReal && iso <= today ? iso : null;
}

export function writtenDay(iso: string): string {
  const [year = "", month = "", day = ""] = iso.split("-");
  return [year, Y, Number(month), M, Number(day), D].join("");
}
