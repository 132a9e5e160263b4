/** Before the window closes, whoever has something that is not kept yet is asked. */
import { onBeforeUnmount } from "vue";

/** Keeps what can be kept; gives why something cannot, a sentence, or null. */
type Guard = () => Promise<string | null>;

const guards = new Set<Guard>();

/** Asks this part of the page, as long as it is there. */
export function useCloseGuard(guard: Guard): void {
  guards.add(guard);
  onBeforeUnmount(() => guards.delete(guard));
}

/** What would be lost, a sentence each. */
export async function whatWouldBeLost(): Promise<string[]> {
  const said = await Promise.all([...guards].map((guard) => guard().catch(() => null)));
  return said.filter((it) => it !== null);
}
