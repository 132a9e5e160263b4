/** Keeps tokens whole while plain text is edited around them. Pure: texts, offsets and tokens in, the same out. */
import type { Token } from "./tokens";

export interface Selection {
  start: number;
  end: number;
}

interface Change {
  from: number;
  to: number;
  inserted: string;
}

/**
 * What a key, an input method or the mouse made of the text, mended: a token that was touched is gone whole, and
 * nothing is written into one.
 *
 * `selected` is what was selected before, where known; `caret` is where the change ended.
 */
export function mended(
  before: string,
  after: string,
  caret: number,
  tokens: readonly Token[],
  selected: Selection,
): { text: string; caret: number } {
  if (before === after) return { text: after, caret };
  const change = replaced(before, after, selected) ?? difference(before, after, caret);
  const inside = tokens.find(({ start, end }) => start < change.from && change.to < end && change.from === change.to);
  if (inside) return spliced(before, { ...change, from: inside.end, to: inside.end });
  const touched = tokens.filter(({ start, end }) => start < change.to && end > change.from);
  if (touched.every(({ start, end }) => start >= change.from && end <= change.to)) return { text: after, caret };
  const from = Math.min(change.from, ...touched.map(({ start }) => start));
  const to = Math.max(change.to, ...touched.map(({ end }) => end));
  return spliced(before, { from, to, inserted: change.inserted });
}

function spliced(before: string, { from, to, inserted }: Change): { text: string; caret: number } {
  return { text: before.slice(0, from) + inserted + before.slice(to), caret: from + inserted.length };
}

/** The selection was replaced, if the rest is as it was. */
function replaced(before: string, after: string, { start, end }: Selection): Change | null {
  const tail = before.slice(end);
  const to = after.length - tail.length;
  const isReplaced = start < end && to >= start && after.startsWith(before.slice(0, start)) && after.endsWith(tail);
  return isReplaced ? { from: start, to: end, inserted: after.slice(start, to) } : null;
}

/** The one place where the texts differ, ending at the caret where that is possible. */
function difference(before: string, after: string, caret: number): Change {
  const behind = after.slice(caret);
  let tail = behind.length;
  if (!before.endsWith(behind)) {
    tail = 0;
    const most = Math.min(before.length, after.length);
    while (tail < most && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  }
  let from = 0;
  const most = Math.min(before.length, after.length) - tail;
  while (from < most && before[from] === after[from]) from += 1;
  return { from, to: before.length - tail, inserted: after.slice(from, after.length - tail) };
}

/** The selection moved out of tokens: a caret jumps over one, a range takes it in or leaves it out whole. */
export function snapped(now: Selection, last: Selection, tokens: readonly Token[]): Selection {
  const around = (offset: number) => tokens.find(({ start, end }) => start < offset && offset < end);
  if (now.start === now.end) {
    const token = around(now.start);
    if (!token) return now;
    const stepped = last.start === last.end && Math.abs(now.start - last.start) === 1;
    const right = stepped ? now.start > last.start : now.start - token.start > token.end - now.start;
    const edge = right ? token.end : token.start;
    return { start: edge, end: edge };
  }
  const [first, second] = [around(now.start), around(now.end)];
  let { start, end } = now;
  // An edge that lay on the token's and moved inwards leaves it.
  if (first) start = last.start === first.start && last.end === now.end ? first.end : first.start;
  if (second) end = last.end === second.end && last.start === now.start ? second.start : second.end;
  return start <= end ? { start, end } : { start: end, end: start };
}
