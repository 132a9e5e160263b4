/** What stands under what is looked at: a choice is answered sooner if it is not written before that is painted. */
import { onBeforeUnmount, onMounted, type Ref, shallowRef, type ShallowRef, watch } from "vue";

import { leaveSight, watchSight } from "../../charts/sight";

/** What is now, at once while the place is in sight, else when the next frame has been painted. */
export function useBelow<T>(place: Readonly<Ref<HTMLElement | null>>, now: () => T): Readonly<ShallowRef<T>> {
  const shown = shallowRef(now()) as ShallowRef<T>;
  let isInSight = false;
  let gone = false;
  watch(now, (it) => {
    if (isInSight) {
      shown.value = it;
      return;
    }
    requestAnimationFrame(() => {
      setTimeout(() => {
        if (!gone) shown.value = now();
      });
    });
  });
  onMounted(() => {
    if (!place.value) return;
    watchSight(place.value, (isSeen) => {
      isInSight = isSeen;
    });
  });
  onBeforeUnmount(() => {
    gone = true;
    if (place.value) leaveSight(place.value);
  });
  return shown;
}
