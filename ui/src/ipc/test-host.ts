/** A host for tests: answers are given beforehand, calls are written down, events happen on command. */
import type { HostEvent } from "./generated";
import type { Host } from "./host";

type Answer = (args: Record<string, unknown>) => unknown;

export class TestHost implements Host {
  readonly asked: string[] = [];
  readonly #answers: Record<string, Answer>;
  readonly #listeners = new Map<HostEvent, (() => void)[]>();

  constructor(answers: Record<string, Answer>) {
    this.#answers = answers;
  }

  async call(name: string, args: Record<string, unknown>): Promise<unknown> {
    this.asked.push(name);
    const answer = this.#answers[name];
    if (!answer) throw new Error(`no answer prepared for ${name}`);
    return await answer(args);
  }

  listen(event: HostEvent, heard: () => void): Promise<void> {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), heard]);
    return Promise.resolve();
  }

  happen(event: HostEvent): void {
    for (const heard of this.#listeners.get(event) ?? []) heard();
  }
}
