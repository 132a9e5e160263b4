/**
 * Acts on the open report, one after the other in the order in which they were done. What was typed is never dropped:
 * an edit that could not be saved is sent again before the next one.
 */
import { computed, type ComputedRef, type InjectionKey, readonly, type Ref, ref, shallowRef } from "vue";

import type { Written } from "./generated";
import { failureOf } from "./host";

type Act = () => Promise<Written>;

interface Edit {
  act: Act;
  /** What it writes to; a later one to the same place makes an unsaved one void. Null for what is not tried again. */
  place: string | null;
}

export interface Edits {
  /** How many were not answered yet. */
  readonly underway: ComputedRef<number>;
  /** Why the last one could not be saved; null when it could. */
  readonly unsaved: Readonly<Ref<string | null>>;
  /** An edit of a place. */
  readonly edit: (place: string, act: Act) => void;
  /** Anything else that is done; rejects when it was not. */
  readonly act: (act: Act) => Promise<void>;
  /** Waits for what is under way and tries again what was not saved; whether everything is. */
  readonly settle: () => Promise<boolean>;
}

/**
 * How many edits are under way, for whoever shows something ahead of its answer. Not a property on the way down: it
 * changes with every keystroke, and the whole paper would be drawn again.
 */
export const underwayKey: InjectionKey<Readonly<Ref<number>>> = Symbol("underway");
export const noneUnderway: Readonly<Ref<number>> = readonly(ref(0));

export function useEdits(apply: (written: Written) => void, mistake: string): Edits {
  const waiting = shallowRef<readonly Edit[]>([]);
  const failed = shallowRef<readonly Edit[]>([]);
  const unsaved = ref<string | null>(null);
  let last = Promise.resolve();

  async function send(edit: Edit) {
    try {
      const written = await edit.act();
      failed.value = failed.value.filter(({ place }) => place !== edit.place);
      if (failed.value.length === 0) unsaved.value = null;
      waiting.value = waiting.value.filter((it) => it !== edit);
      apply(written);
    } catch (rejection) {
      waiting.value = waiting.value.filter((it) => it !== edit);
      if (edit.place === null) throw rejection;
      failed.value = [...failed.value.filter(({ place }) => place !== edit.place), edit];
      unsaved.value = failureOf(rejection)?.message ?? mistake;
    }
  }

  async function sendAgain(except: string | null) {
    for (const again of failed.value) if (again.place !== except) await send(again);
  }

  function next(work: () => Promise<void>): Promise<void> {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  }

  function queue(edit: Edit): Promise<void> {
    waiting.value = [...waiting.value, edit];
    return next(async () => {
      await sendAgain(edit.place);
      await send(edit);
    });
  }

  return {
    underway: computed(() => waiting.value.length + failed.value.length),
    unsaved: readonly(unsaved),
    edit: (place, act) => void queue({ act, place }),
    act: (act) => queue({ act, place: null }),
    settle: async () => {
      await next(() => sendAgain(null));
      return failed.value.length === 0;
    },
  };
}
