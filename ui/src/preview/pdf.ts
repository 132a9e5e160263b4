/** The PDF, drawn by pdf.js: loaded only when somebody wants to look. */
import type { PDFDocumentProxy, PDFWorker, RenderTask } from "pdfjs-dist";

export interface Pdf {
  /** Of each page its size in points. */
  readonly sizes: readonly Size[];
  /** Draws a page, numbered from 0, so many pixels a point; the drawing before is given up. Whether it was finished. */
  readonly draw: (page: number, canvas: HTMLCanvasElement, scale: number) => Promise<boolean>;
  readonly close: () => void;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

let reader: PDFWorker | undefined;

async function library() {
  const [pdfjs, worker] = await Promise.all([
    // The build for browsers of some years ago: what an office machine's web view is.
    import("pdfjs-dist/legacy/build/pdf.mjs"),
    import("pdfjs-dist/legacy/build/pdf.worker.min.mjs?url"),
  ]);
  pdfjs.GlobalWorkerOptions.workerSrc = worker.default;
  // One worker for all that is opened: its script is read and compiled once, not at every keystroke.
  reader ??= new pdfjs.PDFWorker();
  return { pdfjs, reader };
}

export async function openPdf(bytes: Uint8Array): Promise<Pdf> {
  const { pdfjs, reader } = await library();
  // Nothing is fetched: our PDFs bring their typefaces and need no tables of others. Glyphs are drawn by their outlines:
  // a typeface that is brought into the page has the whole window laid out anew.
  const opening = pdfjs.getDocument({ data: bytes, worker: reader, useWasm: false, useSystemFonts: false, disableFontFace: true, enableXfa: false, verbosity: 0 });
  const pdf: PDFDocumentProxy = await opening.promise;
  const pages = await Promise.all(Array.from({ length: pdf.numPages }, (_, at) => pdf.getPage(at + 1)));
  const sizes = pages.map((page): Size => {
    const { width, height } = page.getViewport({ scale: 1 });
    return { width, height };
  });
  const drawing = new Map<number, RenderTask>();
  let isClosed = false;
  return {
    sizes,
    draw: async (at, canvas, scale) => {
      drawing.get(at)?.cancel();
      const page = await pdf.getPage(at + 1);
      // Of what is closed the library draws an empty page and calls it finished.
      if (isClosed) return false;
      const viewport = page.getViewport({ scale });
      canvas.width = Math.round(viewport.width);
      canvas.height = Math.round(viewport.height);
      // For paper it is drawn at once; for a screen the library waits for frames that nobody needs to see.
      const task = page.render({ canvas, viewport, intent: "print" });
      drawing.set(at, task);
      try {
        await task.promise;
        return true;
      } catch (error) {
        if (error instanceof pdfjs.RenderingCancelledException) return false;
        throw error;
      }
    },
    close: () => {
      isClosed = true;
      drawing.forEach((task) => {
        task.cancel();
      });
      void opening.destroy();
    },
  };
}

/** What came over from the host as text. */
export function bytesOf(base64: string): Uint8Array {
  const characters = atob(base64);
  const bytes = new Uint8Array(characters.length);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = characters.charCodeAt(at);
  return bytes;
}
