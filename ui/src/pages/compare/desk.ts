/** The years side by side, as the office gives them. */
import { ref, type Ref, shallowRef, type ShallowRef } from "vue";

import { callsOver, type Comparable, type ComparedView } from "../../ipc/generated";
import { failureOf, type Host } from "../../ipc/host";
import { texts } from "./texts";

/** What is asked for. */
export interface Wish {
  agencies: number[];
  first: number;
  last: number;
  indicators: string[];
}

export interface Compare {
  /** Null until it was read. */
  readonly comparable: Readonly<ShallowRef<Comparable | null>>;
  readonly compared: Readonly<ShallowRef<ComparedView | null>>;
  /** Why something was not done, a sentence. */
  readonly failure: Ref<string | null>;
  readonly look: () => Promise<void>;
  readonly ask: (wish: Wish) => Promise<void>;
}

export function useCompare(host: Host): Compare {
  const calls = callsOver((name, args) => host.call(name, args));
  const comparable = shallowRef<Comparable | null>(null);
  const compared = shallowRef<ComparedView | null>(null);
  const failure = ref<string | null>(null);
  let asked = 0;

  async function told(work: () => Promise<void>) {
    failure.value = null;
    try {
      await work();
    } catch (rejection) {
      failure.value = failureOf(rejection)?.message ?? texts.mistake;
    }
  }

  return {
    comparable,
    compared,
    failure,
    look: () =>
      told(async () => {
        comparable.value = await calls.comparable();
      }),
    ask: async ({ agencies, first, last, indicators }) => {
      // The answer to what was asked last is shown, whichever comes last.
      asked += 1;
      const mine = asked;
      if (agencies.length === 0 || indicators.length === 0) {
        compared.value = null;
        return;
      }
      await told(async () => {
        const answer = await calls.compareYears(agencies, first, last, indicators);
        if (mine === asked) compared.value = answer;
      });
    },
  };
}
