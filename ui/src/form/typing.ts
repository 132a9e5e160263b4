/** What is typed into a cell's field: digits of every width, composed or not. Anything else is refused, and seen to be. */
import { type Ref, ref } from "vue";

import { read } from "./digits";
import type { Entries } from "./entries";
import type { CellFacts } from "./facts";
import type { Said } from "./said";
import { texts } from "./texts";

export interface Typing {
  /** An input method holds the field. */
  readonly composing: Ref<boolean>;
  readonly onBeforeInput: (id: string, event: InputEvent) => void;
  readonly onInput: (id: string, event: Event) => void;
  readonly onCompositionEnd: (id: string, event: Event) => void;
}

function show(input: HTMLInputElement, text: string) {
  if (input.value === text) return;
  const fromEnd = input.value.length - (input.selectionEnd ?? input.value.length);
  input.value = text;
  const caret = Math.max(0, text.length - fromEnd);
  input.setSelectionRange(caret, caret);
}

export function useTyping(entries: Entries, factsOf: (id: string) => CellFacts, { refuse, hush }: Said): Typing {
  const composing = ref(false);

  function take(id: string, input: HTMLInputElement) {
    const { text, refused } = entries.type(id, input.value);
    show(input, text);
    if (refused) refuse(id, texts.refused[refused]);
    else hush();
  }

  return {
    composing,
    /** A letter is refused before it shows. */
    onBeforeInput: (id, event) => {
      if (composing.value || event.isComposing || event.data === null) return;
      const input = event.target as HTMLInputElement;
      const { selectionStart: start, selectionEnd: end, value } = input;
      const { entry, units } = factsOf(id);
      const reading = read(value.slice(0, start ?? 0) + event.data + value.slice(end ?? value.length), entry, units);
      if (reading.kind !== "refused") return;
      event.preventDefault();
      refuse(id, texts.refused[reading.why]);
    },
    onInput: (id, event) => {
      const input = event.target as HTMLInputElement;
      if (composing.value) entries.compose(id, input.value);
      else take(id, input);
    },
    onCompositionEnd: (id, event) => {
      composing.value = false;
      take(id, event.target as HTMLInputElement);
    },
  };
}
