/** The words a finding is about, the first ones first: every repeated sentence, both sides of a conflict. */
import type { WordsView } from "../ipc/generated";

export function wordsOf({ words, also }: { words: WordsView | null; also: readonly WordsView[] }): readonly WordsView[] {
  return words ? [words, ...also] : also;
}
