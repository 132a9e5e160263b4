/** Every text of the interface stands in a table, and every entry of a table is used. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { describe, expect, it } from "vitest";

const sources = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" })
  .filter((file) => /\.(vue|ts)$/.test(file) && !/(\.test|\.d)\.ts$/.test(file))
  .map((file) => ({ file, text: withoutComments(readFileSync(join(import.meta.dirname, file), "utf8")) }));
const tables = sources.filter(({ file }) => file.endsWith("texts.ts"));

function withoutComments(text: string): string {
  return text.replace(/\/\*[^]*?\*\/|<!--[^]*?-->|^\s*\/\/.*$/gm, "");
}

describe("the texts of the interface", () => {
  it("are found", () => {
    expect(tables.map(({ file }) => file)).toContain(join("pages", "report", "texts.ts"));
  });

  it.each(sources.filter(({ file }) => !file.endsWith("texts.ts") && !file.endsWith("example.ts")))(
    "are not in $file",
    ({ text }) => {
      expect((/\p{Script=Han}+/u.exec(text))?.[0]).toBeUndefined();
    },
  );

  it.each(tables)("are all used: $file", async ({ file }) => {
    const { texts } = (await import(/* @vite-ignore */ join(import.meta.dirname, file))) as { texts: object };
    const room = sources.filter((source) => source.file.startsWith(dirname(file)) && !source.file.endsWith("texts.ts"));
    const unused = Object.keys(texts).filter((key) => !room.some(({ text }) => text.includes(`texts.${key}`)));
    expect(unused).toEqual([]);
  });
});
