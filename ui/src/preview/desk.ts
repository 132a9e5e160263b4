/** What the preview knows and asks of the host. */
import { type Ref, ref, shallowRef, type ShallowRef } from "vue";

import { type Calls, callsOver, type Printable, type PrintChoice, type Printed, type PrintFonts } from "../ipc/generated";
import { failureOf, type Host } from "../ipc/host";
import { bytesOf, openPdf, type Pdf } from "./pdf";
import { type Format, texts } from "./texts";

/** How the office prints unless it says otherwise. */
export const usual: PrintChoice = { signed: false, day: "", preamble: true, body: "three", large: false, shades: true, attach: false, ownFonts: false, charts: "none" };

/** The printed report, opened. */
export interface Proof {
  readonly pdf: Pdf;
  /** Of each page what is another text when the page looks different. */
  readonly looks: readonly string[];
}

export interface Preview {
  /** Null until it was laid out once. */
  readonly proof: Readonly<ShallowRef<Proof | null>>;
  /** What must be known of the numbers in its charts, a sentence each. */
  readonly told: Readonly<ShallowRef<readonly string[]>>;
  /** What is being done, in words; null while nothing is. */
  readonly doing: Ref<string | null>;
  /** Why it was not done, a sentence. */
  readonly failure: Ref<string | null>;
  /** What was done, a sentence. */
  readonly said: Ref<string | null>;
  readonly saved: Readonly<ShallowRef<Printed | null>>;
  /** The typefaces that can be chosen from; null before it is known. */
  readonly fonts: Readonly<ShallowRef<PrintFonts | null>>;
  /** Lays it out anew; asked again meanwhile, it is done once more. */
  readonly refresh: () => Promise<void>;
  /** Looks which typefaces this office prints with. */
  readonly lookAtFonts: () => Promise<void>;
  /** Keeps for this library whether the machine's own are used. */
  readonly chooseFonts: (own: boolean) => Promise<void>;
  readonly print: () => Promise<void>;
  readonly save: (format: Format) => Promise<void>;
  readonly open: () => Promise<void>;
  readonly reveal: () => Promise<void>;
  readonly dismiss: () => void;
  readonly close: () => void;
}

/** `settled` waits until everything typed is saved: what is printed is what is seen. */
export function usePreview(host: Host, of: Printable, choice: () => PrintChoice, settled: () => Promise<boolean>): Preview {
  const calls: Calls = callsOver((name, args) => host.call(name, args));
  const proof = shallowRef<Proof | null>(null);
  const told = shallowRef<readonly string[]>([]);
  const doing = ref<string | null>(null);
  const failure = ref<string | null>(null);
  const said = ref<string | null>(null);
  const saved = shallowRef<Printed | null>(null);
  const fonts = shallowRef<PrintFonts | null>(null);
  let shown = "";
  let underway: Promise<void> | null = null;
  let again = false;
  let closed = false;
  /** Why what is shown is not what it should be by now. */
  let stale: string | null = null;

  function fail(rejection: unknown) {
    failure.value = failureOf(rejection)?.message ?? texts.mistake;
  }

  async function layOut() {
    try {
      const { pdf: laid, looks, told: known } = await calls.preview(of, choice());
      stale = null;
      told.value = known;
      if (failure.value !== null && doing.value === null) failure.value = null;
      if (laid === shown || closed) return;
      const opened = await openPdf(bytesOf(laid));
      const before = proof.value;
      shown = laid;
      proof.value = { pdf: opened, looks };
      before?.pdf.close();
    } catch (rejection) {
      fail(rejection);
      stale = failure.value;
    }
  }

  async function refresh() {
    again = true;
    underway ??= (async () => {
      while (again && !closed) {
        again = false;
        await layOut();
      }
      underway = null;
    })();
    await underway;
  }

  async function takeFonts(asked: Promise<PrintFonts>) {
    try {
      fonts.value = await asked;
    } catch (rejection) {
      fail(rejection);
    }
  }

  async function act(what: string | null, work: () => Promise<void>) {
    if (doing.value !== null) return;
    dismiss();
    try {
      if (!(await settled())) return;
      doing.value = what;
      await work();
    } catch (rejection) {
      fail(rejection);
    } finally {
      doing.value = null;
      // What was done does not make the old picture a new one.
      failure.value ??= stale;
    }
  }

  function dismiss() {
    failure.value = null;
    said.value = null;
    saved.value = null;
  }

  return {
    proof,
    told,
    doing,
    failure,
    said,
    saved,
    fonts,
    refresh,
    lookAtFonts: () => takeFonts(calls.printFonts()),
    chooseFonts: (own) => takeFonts(calls.choosePrintFonts(own)),
    print: () =>
      act(texts.printing, async () => {
        said.value = (await calls.sendToPrinter(of, choice())) ? texts.printed : texts.shown;
      }),
    save: (format) =>
      act(null, async () => {
        if (await calls.chooseTarget(of, format)) saved.value = await calls.printTarget(of, choice());
      }),
    open: () => calls.openPrinted().catch(fail),
    reveal: () => calls.revealPrinted().catch(fail),
    dismiss,
    close: () => {
      closed = true;
      proof.value?.pdf.close();
    },
  };
}
