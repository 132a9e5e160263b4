/** Work that takes its turn: what came first is on the screen while the rest waits for the next frames. */

/** So long a frame is worked, in milliseconds: somebody who types or scrolls meanwhile does not wait longer. */
const BUDGET = 32;

const waiting = new Set<() => void>();

function work() {
  const end = performance.now() + BUDGET;
  for (const it of waiting) {
    waiting.delete(it);
    it();
    if (performance.now() > end) break;
  }
  if (waiting.size > 0) requestAnimationFrame(work);
}

/** Does it in one of the next frames, once, however often it is asked for until then. */
export function inTurn(it: () => void) {
  if (waiting.size === 0) requestAnimationFrame(work);
  waiting.add(it);
}

/** Does not do it any more. */
export function outOfTurn(it: () => void) {
  waiting.delete(it);
}
