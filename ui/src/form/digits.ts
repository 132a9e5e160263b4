/**
 * What may be typed or pasted into a value cell, and how it is written down. Rust parses the result once more: this
 * decides only what a keyboard may do.
 */

/** What a cell takes: a count, a change with its sign, or an amount of money. */
export type Entry = "count" | "change" | "amount";

export type Refusal = "letters" | "sign" | "fraction" | "length";

export type Reading =
  | { kind: "blank" }
  | { kind: "number"; text: string }
  /** The beginning of a number, such as a lone minus: may be typed on, is nothing yet. */
  | { kind: "beginning"; text: string }
  | { kind: "refused"; why: Refusal };

/** More digits than any office counts, and fewer than Rust's numbers hold. */
const MOST_DIGITS = 15;

const WIDE_ZERO = 0xff10;

/** Full-width digits and signs, as Chinese input methods write them, in their plain form; blanks go. */
export function plain(raw: string): string {
  return raw
    .replace(/[\uFF10-\uFF19]/g, (digit) => String(digit.charCodeAt(0) - WIDE_ZERO))
    .replace(/[\uFF0D\u2212\u2013\u2014]/g, "-")
    .replace(/\uFF0B/g, "+")
    .replace(/[\uFF0E\u3002]/g, ".")
    .replace(/\uFF0C/g, ",")
    .replace(/[\s\u3000\u200B\uFEFF]/g, "");
}

/** Reads what stands in a cell. `units` are the words an amount may end with. */
export function read(raw: string, entry: Entry, units: readonly string[] = []): Reading {
  let text = plain(raw);
  if (text === "") return { kind: "blank" };
  const unit = entry === "amount" ? (units.find((word) => text.endsWith(word)) ?? "") : "";
  text = text.slice(0, text.length - unit.length);
  if (/^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$/.test(text)) text = text.replaceAll(",", "");
  const parts = /^([+-]?)(\d*)(?:(\.)(\d*))?$/.exec(text);
  if (!parts) return isGrouping(text) ? { kind: "beginning", text } : { kind: "refused", why: "letters" };
  const [, sign = "", whole = "", point = "", decimals = ""] = parts;
  if (sign !== "" && entry !== "change") return { kind: "refused", why: "sign" };
  if (whole.length + decimals.length > MOST_DIGITS) return { kind: "refused", why: "length" };
  if (whole + decimals === "" || (point !== "" && decimals === "")) {
    return point !== "" && entry !== "amount" ? { kind: "refused", why: "fraction" } : { kind: "beginning", text };
  }
  // A worksheet may write 12 as 12.00.
  if (point !== "" && entry !== "amount" && /[^0]/.test(decimals)) return { kind: "refused", why: "fraction" };
  const digits = whole === "" ? "0" : whole.replace(/^0+(?=\d)/, "");
  const minus = sign === "-" && digits !== "0" ? "-" : "";
  return { kind: "number", text: minus + digits + (entry === "amount" ? point + decimals : "") + unit };
}

/** Whether this is a number with separators that is still being typed. */
function isGrouping(text: string): boolean {
  return /^[+-]?\d{1,3}(,\d{3})*,\d{0,2}$/.test(text);
}

/**
 * What a cell holds when the user leaves it: a number that was only begun counts for what it is so far; null when it is
 * none.
 */
export function settle(raw: string, entry: Entry, units: readonly string[] = []): string | null {
  const reading = read(raw, entry, units);
  switch (reading.kind) {
    case "blank":
      return "";
    case "number":
      return reading.text;
    case "beginning":
      if (reading.text.includes(",")) return null;
      return /\d/.test(reading.text) ? settle(reading.text.replace(/\.$/, ""), entry, units) : "";
    case "refused":
      return null;
  }
}
