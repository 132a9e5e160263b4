/** What a table says to the user: to a screen reader politely, to the eye at the cell it is about. */
import { nextTick, onScopeDispose, type Ref, ref } from "vue";

/** Long enough to read a sentence. */
const STAYS = 6000;

export interface Said {
  /** For the live region. */
  readonly said: Ref<string>;
  /** For the eye. */
  readonly bubble: Ref<string>;
  readonly refusedCell: Ref<string | null>;
  readonly say: (sentence: string) => void;
  readonly refuse: (cell: string, why: string) => void;
  readonly hush: () => void;
}

export function useSaid(): Said {
  const said = ref("");
  const bubble = ref("");
  const refusedCell = ref<string | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;

  function hush() {
    clearTimeout(timer);
    bubble.value = "";
    refusedCell.value = null;
  }

  /** Emptied first: a reader passes over the same sentence said again. */
  function say(sentence: string) {
    said.value = "";
    void nextTick(() => (said.value = sentence));
  }

  onScopeDispose(hush);
  return {
    said,
    bubble,
    refusedCell,
    say,
    refuse: (cell, why) => {
      hush();
      void nextTick(() => {
        refusedCell.value = cell;
        bubble.value = why;
      });
      say(why);
      timer = setTimeout(hush, STAYS);
    },
    hush,
  };
}
