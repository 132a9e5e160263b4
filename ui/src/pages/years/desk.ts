/** The library as the home page sees it. */
import { type Ref, ref, shallowRef, type ShallowRef } from "vue";

import { type Calls, callsOver, type CheckedAll, type Home } from "../../ipc/generated";
import { failureOf, type Host } from "../../ipc/host";
import { texts } from "./texts";

export interface Years {
  /** Null until it was read. */
  readonly home: Readonly<ShallowRef<Home | null>>;
  readonly busy: Ref<boolean>;
  /** What is being done, in words; null while nothing takes long. */
  readonly doing: Ref<string | null>;
  /** Why something was not done, a sentence. */
  readonly failure: Ref<string | null>;
  /** Where the damaged library is kept, once another is in its place; empty where nothing was left of it. */
  readonly keptAt: Ref<string | null>;
  readonly look: () => Promise<void>;
  readonly addAgency: (name: string, level: string) => Promise<void>;
  readonly guessLevel: (name: string) => Promise<string>;
  readonly showAgency: (agency: number) => Promise<void>;
  /** The number of the report that was begun; null when it was not. */
  readonly begin: (agency: number, year: number, fromLast: boolean) => Promise<number | null>;
  /** What the checks say of every report; null when they did not come to their end. */
  readonly checkAll: () => Promise<CheckedAll | null>;
  readonly useBackup: () => Promise<void>;
  readonly useRescued: () => Promise<void>;
}

export function useYears(host: Host): Years {
  const calls: Calls = callsOver((name, args) => host.call(name, args));
  const home = shallowRef<Home | null>(null);
  const busy = ref(false);
  const doing = ref<string | null>(null);
  const failure = ref<string | null>(null);
  const keptAt = ref<string | null>(null);

  /** One thing at a time; what is asked meanwhile is not done. */
  async function alone<T>(work: () => Promise<T>): Promise<T | null> {
    if (busy.value) return null;
    busy.value = true;
    failure.value = null;
    try {
      return await work();
    } catch (rejection) {
      failure.value = failureOf(rejection)?.message ?? texts.mistake;
      return null;
    } finally {
      busy.value = false;
      doing.value = null;
    }
  }

  async function look() {
    doing.value = texts.looking;
    home.value = await calls.home();
  }

  async function replace(way: () => Promise<string>) {
    doing.value = texts.rescuing;
    keptAt.value = await way();
    await look();
  }

  return {
    home,
    busy,
    doing,
    failure,
    keptAt,
    look: async () => {
      await alone(look);
    },
    addAgency: async (name, level) => {
      await alone(async () => {
        await calls.addAgency(name, level);
        await look();
      });
    },
    guessLevel: (name) => calls.guessLevel(name).catch(() => "other"),
    showAgency: async (agency) => {
      await alone(async () => {
        await calls.showAgency(agency);
        await look();
      });
    },
    begin: (agency, year, fromLast) => alone(() => calls.beginYear(agency, year, fromLast)),
    checkAll: () => {
      return alone(() => {
        doing.value = texts.checking;
        return calls.checkAll();
      });
    },
    useBackup: async () => {
      await alone(() => replace(() => calls.useBackup()));
    },
    useRescued: async () => {
      await alone(() => replace(() => calls.useRescued()));
    },
  };
}
