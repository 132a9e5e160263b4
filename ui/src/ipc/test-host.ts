/** A host for tests: answers are given beforehand, calls are written down, events happen on command. */
import type { HostEvents } from "./generated";
import type { Host } from "./host";

type Answer = (args: Record<string, unknown>) => unknown;

export class TestHost implements Host {
  readonly asked: string[] = [];
  readonly #answers: Record<string, Answer>;
  readonly #listeners = new Map<keyof HostEvents, ((told: never) => void)[]>();

  constructor(answers: Record<string, Answer>) {
    this.#answers = answers;
  }

  async call(name: string, args: Record<string, unknown>): Promise<unknown> {
    this.asked.push(name);
    const answer = this.#answers[name];
    if (!answer) throw new Error(`no answer prepared for ${name}`);
    return await answer(args);
  }

  listen<Event extends keyof HostEvents>(event: Event, heard: (told: HostEvents[Event]) => void): Promise<() => void> {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), heard]);
    return Promise.resolve(() => {
      this.#listeners.set(event, (this.#listeners.get(event) ?? []).filter((it) => it !== heard));
    });
  }

  /** How many hear an event. */
  hearing(event: keyof HostEvents): number {
    return this.#listeners.get(event)?.length ?? 0;
  }

  happen<Event extends keyof HostEvents>(event: Event, told: HostEvents[Event]): void {
    for (const heard of this.#listeners.get(event) ?? []) (heard as (told: HostEvents[Event]) => void)(told);
  }
}
