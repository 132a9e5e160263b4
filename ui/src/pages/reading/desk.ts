/** What the page knows of the reports that were read, and what it asks of the host. */
import { computed, type ComputedRef, type Ref, ref, shallowRef, type ShallowRef } from "vue";

import { type Added, callsOver, type SheetNow, type SheetView, type Storing, type TrayView } from "../../ipc/generated";
import { failureOf, type Host } from "../../ipc/host";
import { texts } from "./texts";

export interface Reading {
  /** Null until something was read. */
  readonly tray: Readonly<ShallowRef<TrayView | null>>;
  /** The document that lies beside its source. */
  readonly sheet: Readonly<ShallowRef<SheetView | null>>;
  readonly busy: Ref<boolean>;
  /** What is being done, in words; null while nothing takes long. */
  readonly doing: Ref<string | null>;
  readonly failure: Ref<string | null>;
  /** What was done, a sentence. */
  readonly said: Ref<string | null>;
  readonly many: ComputedRef<boolean>;
  readonly choose: (folder: boolean) => Promise<void>;
  readonly readDropped: () => Promise<void>;
  /** Lays out again what was left with something confirmed and not stored. */
  readonly resume: () => Promise<void>;
  readonly paste: (text: string, html: string) => Promise<void>;
  readonly open: (at: number) => Promise<void>;
  /** Back from a document to the table, or from the table to the beginning. */
  readonly leave: () => Promise<void>;
  /** How many documents were confirmed in vain if they are left now; null while nobody is asked. */
  readonly leaving: Ref<number | null>;
  /** The user leaves them all the same. */
  readonly letGo: () => Promise<void>;
  readonly confirm: (cell: string, written: string | null) => Promise<void>;
  readonly doubt: (cell: string) => Promise<void>;
  readonly identify: (agency: string, year: number) => Promise<void>;
  readonly store: (storing: Storing) => Promise<Added | null>;
  readonly storeSure: () => Promise<void>;
  readonly unreadReport: () => Promise<string | null>;
  readonly saveUnread: () => Promise<void>;
  readonly beginByHand: (agency: string, year: number) => Promise<number | null>;
}

export function useReading(host: Host): Reading {
  const calls = callsOver((name, args) => host.call(name, args));
  const tray = shallowRef<TrayView | null>(null);
  const sheet = shallowRef<SheetView | null>(null);
  const at = ref(0);
  const busy = ref(false);
  const doing = ref<string | null>(null);
  const failure = ref<string | null>(null);
  const said = ref<string | null>(null);
  const leaving = ref<number | null>(null);
  /** Cells are confirmed one after the other, however fast the keys come. */
  let line: Promise<unknown> = Promise.resolve();

  /** One thing at a time; what is asked meanwhile is not done. */
  async function alone<T>(work: () => Promise<T>): Promise<T | null> {
    if (busy.value) return null;
    busy.value = true;
    failure.value = null;
    said.value = null;
    try {
      await line;
      return await work();
    } catch (rejection) {
      failure.value = failureOf(rejection)?.message ?? texts.mistake;
      return null;
    } finally {
      busy.value = false;
      doing.value = null;
    }
  }

  const many = computed(() => tray.value !== null && (tray.value.items.length !== 1 || tray.value.items[0]?.state === "unread"));

  async function show(at_: number) {
    sheet.value = await calls.openSheet(at_);
    at.value = at_;
  }

  async function read(source: () => Promise<TrayView>) {
    doing.value = texts.reading;
    sheet.value = null;
    const read = await source();
    tray.value = read;
    // A single report needs no table of results.
    if (read.items.length === 1 && read.items[0]?.state !== "unread") await show(0);
  }

  /** What changed while confirming; a refused number says why and leaves everything as it was. */
  function change(ask: () => Promise<SheetNow>): Promise<void> {
    const changed = line.then(async () => {
      failure.value = null;
      try {
        const now = await ask();
        if (sheet.value) sheet.value = { ...sheet.value, now };
      } catch (rejection) {
        failure.value = failureOf(rejection)?.message ?? texts.mistake;
      }
    });
    line = changed;
    return changed;
  }

  return {
    tray,
    sheet,
    busy,
    doing,
    failure,
    said,
    many,
    choose: async (folder) => {
      await alone(async () => {
        if (await calls.chooseDocuments(folder)) await read(calls.readDocuments);
      });
    },
    readDropped: async () => {
      await alone(async () => {
        if ((await calls.unstored()) === 0) return read(calls.readDocuments);
        // Not only told: it lies there to be stored.
        tray.value ??= await calls.trayView();
        failure.value = texts.storeFirst;
      });
    },
    paste: async (text, html) => {
      await alone(() => read(() => calls.readPasted(text, html)));
    },
    open: async (at_) => {
      await alone(() => show(at_));
    },
    leave: async () => {
      await alone(async () => {
        const unstored = await calls.unstored();
        if (sheet.value && (many.value || unstored > 0)) tray.value = await calls.trayView();
        else if (unstored > 0) leaving.value = unstored;
        else tray.value = null;
        sheet.value = null;
      });
    },
    leaving,
    letGo: async () => {
      leaving.value = null;
      await alone(async () => {
        await calls.putTrayAway();
        tray.value = null;
      });
    },
    resume: async () => {
      // Beside what the user begins meanwhile: that comes first.
      const left = (await calls.unstored().catch(() => 0)) > 0 ? await calls.trayView().catch(() => null) : null;
      tray.value ??= busy.value ? null : left;
    },
    confirm: (cell, written) => change(() => calls.confirmCell(at.value, cell, written)),
    doubt: (cell) => change(() => calls.doubtCell(at.value, cell)),
    identify: (agency, year) => change(() => calls.identify(at.value, agency, year)),
    store: (storing) =>
      alone(async () => {
        const added = await calls.storeSheet(at.value, storing);
        await show(at.value);
        said.value = texts.added[added];
        return added;
      }),
    storeSure: async () => {
      await alone(async () => {
        doing.value = texts.storing;
        const all = await calls.storeSure();
        tray.value = await calls.trayView();
        said.value = texts.storedAll(all);
        if (all.failures.length > 0) failure.value = all.failures.join("\n");
      });
    },
    unreadReport: () => alone(() => calls.unreadReport()),
    saveUnread: async () => {
      await alone(async () => {
        if (await calls.saveUnreadReport()) said.value = texts.savedUnread;
      });
    },
    beginByHand: (agency, year) => alone(() => calls.beginByHand(agency, year)),
  };
}
