import { randomBytes } from "node:crypto";

import { describe, expect, it } from "vitest";

import { type Built, firstLoad, firstLoadWithin } from "../first-load";

/** Words that no compression makes smaller. */
const dense = (bytes: number) => randomBytes(bytes);
const asset = (fileName: string, bytes: number): Built => ({ type: "asset", fileName, source: dense(bytes) });
const chunk = (fileName: string, bytes: number, more: Partial<Built> = {}): Built => ({
  type: "chunk",
  fileName,
  code: dense(bytes / 2).toString("hex"),
  ...more,
});
const bundle = (...files: Built[]) => Object.fromEntries(files.map((file) => [file.fileName, file]));

describe("the first load", () => {
  it("is the page, its styles, its entry and what that imports, and nothing that is loaded later", () => {
    const first = bundle(asset("index.html", 1000), asset("a.css", 1000), chunk("a.js", 2000, { isEntry: true, imports: ["b.js"] }), chunk("b.js", 2000));
    const size = firstLoad(first);
    expect(size).toBeGreaterThan(4000);
    expect(size).toBeLessThan(5000);
    expect(firstLoad({ ...first, ...bundle(chunk("later.js", 9000), asset("face.woff2", 9000)) })).toBe(size);
  });

  it("ends the build when it is too large", () => {
    const built = bundle(chunk("a.js", 4000, { isEntry: true }));
    const said: string[] = [];
    const context = {
      error: (why: string) => {
        throw new Error(why);
      },
      info: (what: string) => said.push(what),
    };
    const end = (limit: number) => {
      const written = firstLoadWithin(limit).writeBundle as unknown as (this: typeof context, options: null, files: typeof built) => void;
      written.call(context, null, built);
    };
    expect(() => {
      end(1000);
    }).toThrow(/first load/);
    end(10_000);
    expect(said).toHaveLength(1);
  });
});
