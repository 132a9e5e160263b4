/**
 * What came anew, made of the old objects wherever it says the same. Who looks at a part that did not change sees the
 * same object, and has nothing to draw again.
 */
export function shared<T>(old: unknown, now: T): T {
  if (Object.is(old, now)) return now;
  if (Array.isArray(old) && Array.isArray(now)) {
    const items = (now as unknown[]).map((item, at) => shared((old as unknown[])[at], item));
    return (same(old, items) ? old : items) as T;
  }
  if (old instanceof Map && now instanceof Map) {
    const entries = new Map([...(now as Map<unknown, unknown>)].map(([key, value]) => [key, shared(old.get(key), value)]));
    const isSame = old.size === entries.size && [...entries].every(([key, value]) => old.has(key) && Object.is(old.get(key), value));
    return (isSame ? old : entries) as T;
  }
  if (isPlain(old) && isPlain(now)) {
    const fields = Object.entries(now).map(([key, value]) => [key, shared(old[key], value)] as const);
    const isSame = fields.length === Object.keys(old).length && fields.every(([key, value]) => key in old && Object.is(old[key], value));
    return (isSame ? old : Object.fromEntries(fields)) as T;
  }
  return now;
}

function same(old: readonly unknown[], now: readonly unknown[]): boolean {
  return old.length === now.length && now.every((item, at) => Object.is(item, old[at]));
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
