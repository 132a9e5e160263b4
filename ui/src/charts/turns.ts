/**
 * Work that takes its turn: what fits is done before the page is next painted, so that it is painted once; what does not
 * fit waits for the next frames, so that nobody who types or scrolls waits for all of it.
 */

/** So long is worked between two frames, in milliseconds. */
const BUDGET = 90;

const waiting = new Set<() => void>();
let isPlanned = false;

function work() {
  isPlanned = false;
  const end = performance.now() + BUDGET;
  for (const it of waiting) {
    waiting.delete(it);
    it();
    if (performance.now() > end) break;
  }
  if (waiting.size === 0) return;
  isPlanned = true;
  requestAnimationFrame(work);
}

/** Does it once, however often it is asked for until then: when all who ask now have asked, or in one of the next frames. */
export function inTurn(it: () => void) {
  waiting.add(it);
  if (isPlanned) return;
  isPlanned = true;
  queueMicrotask(work);
}

/** Does not do it any more. */
export function outOfTurn(it: () => void) {
  waiting.delete(it);
}
