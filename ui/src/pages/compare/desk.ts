/** The years side by side, as the office gives them. */
import { onScopeDispose, ref, type Ref, shallowRef, type ShallowRef } from "vue";

import { type ChartShape, callsOver, type Comparable, type ComparedView, type CompareWish, type DoubtfulView, type SourcesView, type TextsView } from "../../ipc/generated";
import type { Series } from "../../charts/series";
import { failureOf, type Host } from "../../ipc/host";
import { texts } from "./texts";

/** Years side by side, each series with what is compared. */
export type Compared = Omit<ComparedView, "indicators" | "series"> & { readonly series: readonly Series[] };

export function joined({ indicators, series, ...rest }: ComparedView): Compared {
  const known = new Map(indicators.map((it) => [it.id, it]));
  const whole = ({ indicator: id, ...it }: ComparedView["series"][number]): Series[] => {
    const indicator = known.get(id);
    return indicator ? [{ ...it, indicator }] : [];
  };
  return { ...rest, series: series.flatMap(whole) };
}

/** An answer, and the state of the library it was told in. */
interface Kept {
  readonly state: string;
  readonly compared: Compared;
  /** Which of its numbers are doubtful; not there until all were looked through. */
  doubts?: readonly DoubtfulView[];
}

/** So many answers are kept: who goes back to what was looked at before does not wait for all of it again. */
const mostKept = 8;

/** So long nothing else is asked for before doubtful numbers are looked for, in milliseconds: who chooses one thing after another waits for none. */
const QUIET = 400;

export interface Compare {
  /** Null until it was read. */
  readonly comparable: Readonly<ShallowRef<Comparable | null>>;
  readonly compared: Readonly<ShallowRef<Compared | null>>;
  /** What the two years say, where two are looked at. */
  readonly beside: Readonly<ShallowRef<TextsView | null>>;
  /** Reports whose numbers are shown and were read with doubt, as far as they were looked through. */
  readonly doubts: Readonly<ShallowRef<readonly DoubtfulView[]>>;
  /** What indicators mean and where they come from, those that were asked for last. */
  readonly sources: Readonly<ShallowRef<readonly SourcesView[]>>;
  /** Whether what is shown is not yet what was asked for last. */
  readonly busy: Readonly<Ref<boolean>>;
  /** Why something was not done, a sentence. */
  readonly failure: Ref<string | null>;
  /** What was written, a sentence. */
  readonly done: Ref<string | null>;
  readonly look: () => Promise<void>;
  /** Asks for years side by side; for their texts too where they are two. */
  readonly ask: (wish: CompareWish, withTexts: boolean) => Promise<void>;
  readonly askSources: (ids: string[]) => Promise<void>;
  readonly saveFigures: (wish: CompareWish, title: string) => Promise<void>;
  readonly saveChart: (wish: CompareWish, kind: ChartShape, title: string) => Promise<void>;
  readonly savePicture: (picture: string, title: string) => Promise<void>;
}

export function useCompare(host: Host): Compare {
  const calls = callsOver((name, args) => host.call(name, args));
  const comparable = shallowRef<Comparable | null>(null);
  const compared = shallowRef<Compared | null>(null);
  const beside = shallowRef<TextsView | null>(null);
  const doubts = shallowRef<readonly DoubtfulView[]>([]);
  const sources = shallowRef<readonly SourcesView[]>([]);
  const busy = ref(false);
  const failure = ref<string | null>(null);
  const done = ref<string | null>(null);
  let asked = 0;
  // Nothing is looked through for a page that is gone.
  onScopeDispose(() => {
    asked += 1;
  }, true);
  let sourcesOf: string[] = [];
  /** By what was asked for, what was asked for last at the end. */
  const kept = new Map<string, Kept>();

  /** The years side by side: what is kept of them as long as the library has not changed. */
  async function answerTo(wish: CompareWish): Promise<Kept> {
    const key = JSON.stringify(wish);
    const before = kept.get(key);
    const { state, compared: told } = await calls.compareYears(wish, before?.state ?? null);
    const answer = told ? joined(told) : before?.compared;
    // It answers with nothing only where its state is known.
    if (!answer) throw new Error(state);
    const now: Kept = told || !before ? { state, compared: answer } : before;
    kept.delete(key);
    kept.set(key, now);
    for (const oldest of [...kept.keys()].slice(0, -mostKept)) kept.delete(oldest);
    return now;
  }

  /** Ends when what was looked through last is: one thing is asked at a time. */
  let looked = Promise.resolve();

  /** Which of the numbers that are shown are doubtful: whole reports are read for that, an agency's at a time, as long as nothing else is asked for. */
  function seekDoubts({ agencies, years, indicators }: CompareWish, answer: Kept, mine: number) {
    doubts.value = answer.doubts ?? [];
    if (answer.doubts) return;
    async function seek() {
      for (const agency of agencies) {
        if (mine !== asked) return;
        const found = await calls.doubtfulYears(agency, years, indicators);
        if (mine !== asked) return;
        if (found.length > 0) doubts.value = [...doubts.value, ...found];
      }
      answer.doubts = doubts.value;
    }
    setTimeout(() => {
      looked = looked.then(seek).catch((rejection: unknown) => {
        if (mine === asked) failure.value = failureOf(rejection)?.message ?? texts.mistake;
      });
    }, QUIET);
  }

  async function told(work: () => Promise<void>) {
    failure.value = null;
    done.value = null;
    try {
      await work();
    } catch (rejection) {
      failure.value = failureOf(rejection)?.message ?? texts.mistake;
    }
  }

  const saved = (work: () => Promise<string | null>) =>
    told(async () => {
      const name = await work();
      if (name !== null) done.value = texts.saved(name);
    });

  return {
    comparable,
    compared,
    beside,
    doubts,
    sources,
    busy,
    failure,
    done,
    look: () =>
      told(async () => {
        comparable.value = await calls.comparable();
        // Whoever asks for what could not be read is told then.
        calls.readAhead(comparable.value.agencies.map(({ id }) => id)).catch(() => undefined);
      }),
    ask: async (wish, withTexts) => {
      // The answer to what was asked last is shown, whichever comes last.
      asked += 1;
      const mine = asked;
      if (wish.agencies.length === 0 || wish.indicators.length === 0 || wish.years.length === 0) {
        compared.value = null;
        doubts.value = [];
        busy.value = false;
        return;
      }
      busy.value = true;
      await told(async () => {
        const answer = await answerTo(wish).catch((rejection: unknown) => {
          // What is shown must not be taken for what was asked for.
          if (mine === asked) [compared.value, doubts.value] = [null, []];
          throw rejection;
        });
        if (mine !== asked) return;
        // Shown anew, be it the same: it may be looked at in another way.
        compared.value = { ...answer.compared };
        beside.value = null;
        seekDoubts(wish, answer, mine);
        const points = answer.compared.series[0]?.points ?? [];
        const [before, after] = [points[0]?.report ?? null, points.at(-1)?.report ?? null];
        if (!withTexts || before === null || after === null) return;
        const said = await calls.compareTexts(before, after);
        if (mine === asked) beside.value = said;
      });
      if (mine === asked) busy.value = false;
    },
    askSources: (ids) =>
      told(async () => {
        sourcesOf = ids;
        const answer = await calls.indicatorSources(ids);
        if (sourcesOf === ids) sources.value = answer;
      }),
    saveFigures: (wish, title) => saved(() => calls.saveComparison(wish, title)),
    saveChart: (wish, kind, title) => saved(() => calls.saveChart(wish, kind, title)),
    savePicture: (picture, title) => saved(() => calls.savePicture(picture, title)),
  };
}
