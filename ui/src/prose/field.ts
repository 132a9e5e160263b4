/** The text in a section's field: what is typed and composed in it, and what its owner says of it. */
import { computed, type ComputedRef, onMounted, type Ref, ref, type ShallowRef, shallowRef, watch } from "vue";

import { mended, type Selection, snapped } from "./editing";
import type { Paragraph } from "./figures";
import { type Names, read, refresh, sameProse, type Token, tokensIn, write } from "./tokens";

export interface Field {
  readonly text: Readonly<Ref<string>>;
  readonly tokens: ComputedRef<Token[]>;
  readonly selection: Readonly<ShallowRef<Selection>>;
  /** An input method holds the field. */
  readonly composing: Readonly<Ref<boolean>>;
  /** Puts a text into the field; the caret stays with its words. */
  readonly put: (next: string, place: Selection) => void;
  /** What stands here was told to the owner: as long as the owner says what it said before, this is the newer one. */
  readonly told: () => void;
  readonly onBeforeInput: (event: Event) => void;
  readonly onInput: (event: Event) => void;
  readonly onCompositionStart: () => void;
  readonly onCompositionEnd: (event: Event) => void;
  readonly onSelect: () => void;
}

export interface Owner {
  readonly paragraphs: () => readonly Paragraph[];
  /** How many edits it has not answered yet. */
  readonly underway: Readonly<Ref<number>>;
  readonly names: Readonly<Ref<Names>>;
  /** Hears that something was typed, and when. */
  readonly typed: (at: number) => void;
}

export function useField(area: Readonly<ShallowRef<HTMLTextAreaElement | null>>, owner: Owner): Field {
  const { names } = owner;
  const text = ref(write(owner.paragraphs(), names.value));
  const tokens = computed(() => tokensIn(text.value, names.value));
  const selection = shallowRef<Selection>({ start: 0, end: 0 });
  const composing = ref(false);
  /** Something was composed since the composition began. */
  let composed = false;
  /** What came from the owner while an input method was composing. */
  let waiting = false;
  let stale: readonly Paragraph[] | null = null;
  /** The text before the change that is going on: what an input method composes is not yet a text. */
  let settled = text.value;
  /** What was selected when a change began. */
  let before: Selection = { start: 0, end: 0 };

  function put(next: string, place: Selection) {
    text.value = next;
    selection.value = place;
    const field = area.value;
    if (!field) return;
    if (field.value !== next) field.value = next;
    if (document.activeElement === field) field.setSelectionRange(place.start, place.end);
  }

  /** Brings what the owner says into the field, unless what stands here is newer or says the same. */
  function follow() {
    if (composing.value) {
      waiting = true;
      return;
    }
    waiting = false;
    const said = owner.paragraphs();
    const isNewer = owner.underway.value > 0 || said === stale;
    const isOurs = isNewer || sameProse(read(text.value, names.value), said, names.value);
    if (isOurs) {
      const { text: fresh, moved } = refresh(text.value, names.value);
      if (fresh !== text.value) put(fresh, { start: moved(selection.value.start), end: moved(selection.value.end) });
    } else {
      const next = write(said, names.value);
      const caret = Math.min(selection.value.start, next.length);
      put(next, { start: caret, end: caret });
    }
  }

  watch(text, (now) => {
    if (!composing.value) settled = now;
  });
  watch([owner.paragraphs, names, owner.underway], ([now], [old]) => {
    if (now !== old) stale = null;
    follow();
  });
  onMounted(() => {
    put(text.value, { start: 0, end: 0 });
  });

  function take(event: Event) {
    const field = event.target as HTMLTextAreaElement;
    const old = text.value;
    const { text: next, caret } = mended(settled, field.value, field.selectionStart, tokensIn(settled, names.value), before);
    settled = next;
    put(next, { start: caret, end: caret });
    if (next !== old || composed) owner.typed(event.timeStamp);
    composed = false;
  }

  return {
    text,
    tokens,
    selection,
    composing,
    put,
    told: () => {
      stale = owner.paragraphs();
    },
    onBeforeInput: (event) => {
      const field = event.target as HTMLTextAreaElement;
      if (!composing.value) before = { start: field.selectionStart, end: field.selectionEnd };
    },
    onInput: (event) => {
      if (!composing.value) {
        take(event);
        return;
      }
      // The layer follows; nothing is written into the field while an input method holds it.
      composed = true;
      text.value = (event.target as HTMLTextAreaElement).value;
    },
    onCompositionStart: () => {
      composing.value = true;
    },
    onCompositionEnd: (event) => {
      composing.value = false;
      take(event);
      if (waiting) follow();
    },
    /** The caret never rests inside a token. */
    onSelect: () => {
      const field = area.value;
      if (!field || composing.value) return;
      const now = { start: field.selectionStart, end: field.selectionEnd };
      const place = snapped(now, selection.value, tokens.value);
      selection.value = place;
      if (place.start !== now.start || place.end !== now.end) {
        field.setSelectionRange(place.start, place.end, field.selectionDirection);
      }
    },
  };
}
