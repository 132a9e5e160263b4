/** What stands under what is looked at: a choice is answered sooner if it is not written before that is painted. */
import { onBeforeUnmount, shallowRef, type ShallowRef, watch } from "vue";

import { isInSight } from "../../charts/sight";

/** A table of which no more than its head is in sight, in pixels. */
const HEAD = 48;

/**
 * What is now: with the frame that comes next while the place is in sight there, else when that has been painted. Only
 * then is known where the place is, for what stands above it has changed too.
 */
export function useBelow<T>(place: () => HTMLElement | null, now: () => T): Readonly<ShallowRef<T>> {
  const shown = shallowRef(now()) as ShallowRef<T>;
  let gone = false;
  function write() {
    if (!gone) shown.value = now();
  }
  watch(now, () => {
    requestAnimationFrame(() => {
      const where = place();
      if (where && isInSight(where, HEAD)) write();
      else setTimeout(write);
    });
  });
  onBeforeUnmount(() => {
    gone = true;
  });
  return shown;
}
