/**
 * Canvases that are drawn on now and then: kept where the processor draws. A graphics card, or what stands in for one,
 * would take longer to hand twenty small pictures over than it takes to draw them.
 */
export const drawingOn = (canvas: HTMLCanvasElement) => canvas.getContext("2d", { willReadFrequently: true });

/** A new one; whoever asks it for its context later gets the same. */
export function newCanvas(): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  drawingOn(canvas);
  return canvas;
}
