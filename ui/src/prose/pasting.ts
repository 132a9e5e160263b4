/** What Word and web pages put on the clipboard, as clean paragraphs. Markup is read, never shown. */

const BLOCKS = new Set(
  "ADDRESS ARTICLE ASIDE BLOCKQUOTE DD DIV DL DT FIGCAPTION FIGURE FOOTER H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN NAV OL P PRE SECTION TABLE TBODY TFOOT THEAD TR UL".split(" "),
);
const UNREAD = new Set("HEAD NOSCRIPT OBJECT SCRIPT STYLE SVG TEMPLATE TITLE XML O:P".split(" "));

/** A web page may be long; no section is. */
const MOST_CHARACTERS = 200_000;

/** Lines of prose: no blank ones, no indents, no doubled blanks. */
export function cleanLines(text: string): string[] {
  return text
    .slice(0, MOST_CHARACTERS)
    .split(/\r\n|[\r\n\u2028\u2029\v\f]/)
    .map((line) => line.replace(/[\u200B-\u200D\u2060\uFEFF\u00AD]/g, "").replace(/[ \t\u00A0]+/g, " ").replace(/^[\s\u3000]+|[\s\u3000]+$/g, ""))
    .filter((line) => line !== "");
}

/** The paragraphs of an HTML document or fragment. Nothing in it is run or loaded: a parsed document has no window. */
export function htmlLines(html: string): string[] {
  const page = new DOMParser().parseFromString(html.slice(0, 10 * MOST_CHARACTERS), "text/html");
  let text = "";
  const pending: (Node | "break")[] = [page.body];
  while (pending.length > 0 && text.length < MOST_CHARACTERS) {
    const node = pending.pop();
    if (node === undefined) break;
    if (node === "break") text += "\n";
    else if (node.nodeType === Node.TEXT_NODE) text += (node.nodeValue ?? "").replace(/[\r\n]+/g, " ");
    else if (node.nodeType === Node.ELEMENT_NODE) {
      const name = node.nodeName.toUpperCase();
      if (UNREAD.has(name)) continue;
      if (name === "BR") text += "\n";
      if (name === "TD" || name === "TH") text += " ";
      const isBlock = BLOCKS.has(name);
      if (isBlock) pending.push("break");
      for (let child = node.lastChild; child; child = child.previousSibling) pending.push(child);
      if (isBlock) pending.push("break");
    }
  }
  return cleanLines(joinedHan(text));
}

/** A line end of the source between two Chinese characters is no blank. */
function joinedHan(text: string): string {
  return text.replace(/([\p{Script=Han}，。；：、]) +(?=\p{Script=Han})/gu, "$1");
}
