/** The clipboard's tables as Excel and WPS write them: lines of cells between tabs, a cell with either in quotes. */

/** Cells of the clipboard, a line each; short lines stay short. */
export function parse(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    const quoted = text[at] === '"' ? inQuotes(text, at) : null;
    const end = quoted?.end ?? plainEnd(text, at);
    row.push(quoted?.text ?? text.slice(at, end));
    at = end;
    if (text[at] === "\t") {
      at += 1;
      // A tab at the very end has a blank behind it.
      if (at === text.length || text[at] === "\r" || text[at] === "\n") row.push("");
      if (at < text.length && text[at] !== "\r" && text[at] !== "\n") continue;
    }
    at += text.startsWith("\r\n", at) ? 2 : 1;
    rows.push(row);
    row = [];
  }
  return rows;
}

/** The text of a quoted cell; null when the quote only begins an ordinary text. */
function inQuotes(text: string, at: number): { text: string; end: number } | null {
  const [whole, inner = ""] = /^"((?:[^"]|"")*)"(?=[\t\r\n]|$)/.exec(text.slice(at)) ?? [];
  return whole === undefined ? null : { text: inner.replaceAll('""', '"'), end: at + whole.length };
}

function plainEnd(text: string, from: number): number {
  const ahead = /[\t\r\n]/.exec(text.slice(from));
  return ahead ? from + ahead.index : text.length;
}

export function write(rows: readonly (readonly string[])[]): string {
  const quote = (cell: string) => (/[\t\r\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return rows.map((row) => `${row.map(quote).join("\t")}\r\n`).join("");
}
