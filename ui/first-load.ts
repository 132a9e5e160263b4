/** What the window loads before it shows anything, and how much of it is too much. */
import { gzipSync } from "node:zlib";

import type { Plugin } from "vite";

const LIMIT = 350 * 1024;

/** A file of the build, as the bundler tells it. */
export interface Built {
  type: "asset" | "chunk";
  fileName: string;
  code?: string;
  source?: string | Uint8Array;
  isEntry?: boolean;
  imports?: readonly string[];
}

/** The compressed size of the page, its style sheets, its entry and whatever that imports at once. */
export function firstLoad(bundle: Readonly<Record<string, Built>>): number {
  const wanted = new Set<string>();
  const take = (name: string) => {
    if (wanted.has(name)) return;
    wanted.add(name);
    bundle[name]?.imports?.forEach(take);
  };
  for (const { fileName, isEntry } of Object.values(bundle)) if (isEntry || /\.(html|css)$/.test(fileName)) take(fileName);
  return [...wanted].reduce((sum, name) => sum + gzipSync(bundle[name]?.code ?? bundle[name]?.source ?? "").length, 0);
}

/** Fails a build whose first load is too large. */
export function firstLoadWithin(limit = LIMIT): Plugin {
  return {
    name: "first-load",
    apply: "build",
    writeBundle(_, bundle) {
      const size = firstLoad(bundle);
      if (size > limit) this.error(`the first load is ${String(size)} bytes compressed, more than ${String(limit)}`);
      this.info(`first load: ${(size / 1024).toFixed(1)} of ${(limit / 1024).toFixed(0)} KiB compressed`);
    },
  };
}
