/**
 * The one door to what runs outside the page. The window is one host (window.ts), the tests bring another
 * (test-host.ts); nothing else in the page knows which it is.
 */
import type { Failure, HostEvents } from "./generated";

export interface Host {
  /** Carries a call by name; rejects with a Failure. Use `callsOver` from generated.ts, which knows the types. */
  call(name: string, args: Record<string, unknown>): Promise<unknown>;
  /** Hears what the host tells without being asked, until what it gives is called. */
  listen<Event extends keyof HostEvents>(event: Event, heard: (told: HostEvents[Event]) => void): Promise<() => void>;
}

/** The failure a call was rejected with; null when the rejection is something else, a mistake of the page itself. */
export function failureOf(rejection: unknown): Failure | null {
  if (typeof rejection !== "object" || rejection === null) return null;
  const { code, message } = rejection as Partial<Failure>;
  return typeof code === "string" && typeof message === "string" ? { code, message } : null;
}
