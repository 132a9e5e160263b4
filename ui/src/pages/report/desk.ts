/** What the page knows: the open report, what is being done, and what there is to say about it. */
import { computed, type ComputedRef, readonly, type Ref, ref, shallowRef, type ShallowRef } from "vue";

import { callsOver, type Opened, type Printed } from "../../ipc/generated";
import { failureOf, type Host } from "../../ipc/host";
import { texts } from "./texts";

/** `asking` while the system's dialog is open, which shows itself. */
export type Busy = "asking" | "reading" | "printing";
export type Notice =
  | { kind: "failed"; message: string }
  | { kind: "printed"; printed: Printed }
  /** It is in the library, or another one is that may be replaced. */
  | { kind: "kept"; message: string; replaces: boolean };

export interface Desk {
  readonly opened: Readonly<ShallowRef<Opened | null>>;
  readonly busy: Readonly<Ref<Busy | null>>;
  readonly notice: Readonly<ShallowRef<Notice | null>>;
  /** What is being done, in words; empty when nothing is. */
  readonly doing: ComputedRef<string>;
  readonly openSample: () => Promise<void>;
  readonly chooseSource: () => Promise<void>;
  /** Reads the file that was dropped. */
  readonly readDropped: () => Promise<void>;
  readonly print: () => Promise<void>;
  /** Puts the open report into the library. */
  readonly keep: (replace: boolean) => Promise<void>;
  readonly openPrinted: () => Promise<void>;
  readonly revealPrinted: () => Promise<void>;
  readonly dismiss: () => void;
  /** Says that something went wrong; for failures that no call reports. */
  readonly fail: (rejection: unknown) => void;
}

export function useDesk(host: Host): Desk {
  const calls = callsOver((name, args) => host.call(name, args));
  const opened = shallowRef<Opened | null>(null);
  const busy = ref<Busy | null>(null);
  const notice = shallowRef<Notice | null>(null);

  function fail(rejection: unknown) {
    notice.value = { kind: "failed", message: failureOf(rejection)?.message ?? texts.pageFailed };
  }

  /** One thing at a time: what is asked meanwhile is not done. */
  async function alone(work: () => Promise<void>) {
    if (busy.value) return;
    notice.value = null;
    busy.value = "asking";
    try {
      await work();
    } catch (rejection) {
      fail(rejection);
    } finally {
      busy.value = null;
    }
  }

  async function read(source: () => Promise<Opened>) {
    busy.value = "reading";
    opened.value = await source();
  }

  async function print() {
    if (!(await calls.chooseTarget("reading"))) return;
    busy.value = "printing";
    notice.value = { kind: "printed", printed: await calls.printTarget("reading") };
  }

  async function keep(replace: boolean) {
    const outcome = await calls.keepOpened(replace);
    const replaces = outcome === "different";
    notice.value = { kind: "kept", message: replaces ? texts.keptDifferent : texts.kept[outcome], replaces };
  }

  const readDropped = () => alone(() => read(calls.readSource));


  return {
    opened,
    busy: readonly(busy),
    notice,
    doing: computed(() => (busy.value === "reading" ? texts.reading : busy.value === "printing" ? texts.printing : "")),
    openSample: () => alone(() => read(calls.openSample)),
    readDropped,
    chooseSource: () =>
      alone(async () => {
        if (await calls.chooseSource()) await read(calls.readSource);
      }),
    print: () => alone(print),
    keep: (replace) => alone(() => keep(replace)),
    openPrinted: () => calls.openPrinted().catch(fail),
    revealPrinted: () => calls.revealPrinted().catch(fail),
    dismiss: () => (notice.value = null),
    fail,
  };
}
