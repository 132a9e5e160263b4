/** What every style sheet of ours keeps to: enough contrast, and nothing told by a background alone. */
import { readdirSync, readFileSync } from "node:fs";

import { parse } from "vue/compiler-sfc";
import { describe, expect, it } from "vitest";

const files = readdirSync("src", { recursive: true, encoding: "utf8" });

interface Rule {
  selectors: string[];
  body: string;
  /** In the system's own colours only. */
  forced: boolean;
}

/** The rules of a style sheet; blocks of another condition count as without one. */
function rulesOf(css: string): Rule[] {
  const plain = css.replace(/\/\*[\s\S]*?\*\//g, "");
  const rules: Rule[] = [];
  const open: string[] = [];
  for (const [, head = "", brace] of plain.matchAll(/([^{};]*(?:;[^{};]*)*)([{}])/g)) {
    if (brace === "{") {
      open.push(head.split(";").at(-1)?.trim() ?? "");
      continue;
    }
    const selectors = open.pop() ?? "";
    if (!selectors.startsWith("@")) {
      const forced = open.some((it) => it.includes("forced-colors"));
      rules.push({ selectors: selectors.split(",").map((it) => it.trim()), body: head, forced });
    }
  }
  return rules;
}

function sheet(path: string): Rule[] {
  const text = readFileSync(`src/${path}`, "utf8");
  return rulesOf(path.endsWith(".vue") ? parse(text).descriptor.styles.map(({ content }) => content).join("\n") : text);
}

describe("in the system's own colours", () => {
  /** What is chosen, looked at or the other side of it. */
  const states = [".selected", ".against", ".ranged", "[aria-current]", '[aria-pressed="true"]'];
  const says = ({ selectors }: Rule, state: string) => selectors.some((it) => it.includes(state));
  const lined = ({ body }: Rule) => /outline:|border/.test(body);

  /** The states that a background tells, and no line. */
  function untold(rules: readonly Rule[], everywhere: readonly Rule[]): string[] {
    return states.filter(
      (state) =>
        rules.some((rule) => !rule.forced && says(rule, state) && rule.body.includes("background")) &&
        !rules.some((rule) => !rule.forced && says(rule, state) && rule.body.includes("outline:")) &&
        ![...rules, ...everywhere].some((rule) => rule.forced && says(rule, state) && lined(rule)),
    );
  }

  it("is told by a line what a background tells otherwise", () => {
    const everywhere = sheet("style/base.css");
    const sheets = files.filter((path) => /\.(vue|css)$/.test(path));
    const left = sheets.flatMap((path) => untold(sheet(path), everywhere).map((state) => `${path}: ${state}`));
    expect(left).toEqual([]);
    expect(untold(rulesOf(".a.selected { background: red; }"), everywhere)).toEqual([".selected"]);
    expect(untold(rulesOf(".b[aria-current] { background: red; }"), [])).toEqual(["[aria-current]"]);
    expect(untold(rulesOf(".b[aria-current] { background: red; }"), everywhere)).toEqual([]);
  });
});

describe("the colours", () => {
  const css = readFileSync("src/style/tokens.css", "utf8");
  const [light = "", rest = ""] = css.split("@media (prefers-color-scheme: dark)");
  const read = (part: string) => new Map([...part.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = "", colour = ""]) => [name, colour]));
  const looks = { light: read(light), dark: new Map([...read(light), ...read(rest)]) };

  function luminance(colour: string): number {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
      const part = parseInt(colour.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }

  function contrast(one: string, other: string): number {
    const [dark = 0, bright = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  }

  /** What is read needs 4.5 to 1, what only has to be seen 3 to 1. */
  const read45: Record<string, readonly string[]> = {
    ink: ["desk", "surface", "surface-raised", "surface-quiet", "accent-soft"],
    "ink-quiet": ["desk", "surface", "surface-raised", "surface-quiet", "accent-soft"],
    accent: ["surface", "surface-raised", "accent-soft"],
    "on-accent": ["accent", "accent-hover"],
    error: ["desk", "surface", "surface-raised", "error-soft"],
    "on-error": ["error"],
    warning: ["desk", "surface", "surface-raised", "warning-soft"],
    hint: ["surface", "surface-raised", "hint-soft"],
    good: ["surface", "surface-raised", "good-soft"],
    "paper-ink": ["paper", "paper-band", "paper-sum", "paper-range", "paper-mark", "paper-against", "paper-chip", "paper-carried", "paper-heading"],
    "paper-ink-quiet": ["paper", "paper-sum", "paper-range", "paper-mark", "paper-against"],
    "paper-error": ["paper"],
    "paper-warning": ["paper"],
    "paper-hint": ["paper"],
    "paper-cursor": ["paper"],
  };
  const seen3: Record<string, readonly string[]> = {
    "line-strong": ["surface", "surface-raised"],
    focus: ["desk", "surface", "surface-raised"],
    "paper-rule": ["paper", "paper-band"],
    "paper-ink-quiet": ["paper"],
    "paper-cursor": ["paper", "paper-range", "paper-mark"],
    "paper-doubt": ["paper", "paper-mark"],
    "paper-error": ["paper-mark"],
  };
  const pairs = (wanted: typeof read45, least: number) =>
    Object.entries(wanted).flatMap(([ink, grounds]) => grounds.map((ground) => ({ ink, ground, least })));

  it.each(["light", "dark"] as const)("are told from what they lie on, %s", (look) => {
    const of = (name: string) => looks[look].get(name) ?? `no --${name}`;
    const weak = [...pairs(read45, 4.5), ...pairs(seen3, 3)].flatMap(({ ink, ground, least }) => {
      const ratio = contrast(of(ink), of(ground));
      return ratio >= least ? [] : [`${ink} on ${ground}: ${ratio.toFixed(2)}`];
    });
    expect(weak).toEqual([]);
  });

  it("are weighed as the standard weighs them", () => {
    expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
    expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 1);
  });

  /** A field is known by its border: one that asks for words must not be as faint as a hatch. */
  it("of a field's border are those that are seen", () => {
    const borders = files
      .filter((path) => path.endsWith(".vue"))
      .flatMap((path) => sheet(path).map((rule) => ({ path, ...rule })))
      .filter(({ selectors }) => selectors.some((it) => /\b(input|select|textarea)\b|^\.sheet$/.test(it)))
      .flatMap(({ path, body }) => [.../border: [^;]*var\(--([\w-]+)\)/.exec(body)?.slice(1, 2) ?? []].map((name) => ({ path, name })));
    expect(borders.length).toBeGreaterThan(5);
    expect(borders.filter(({ name }) => !(name in seen3))).toEqual([]);
  });
});

describe("buttons", () => {
  /** An element of a template and what is in it. */
  interface Node {
    tag?: string;
    children?: Node[];
    branches?: Node[];
    props?: { name: string; value?: { content: string } }[];
  }

  const act = (node: Node) => node.props?.find(({ name }) => name === "data-act")?.value?.content;

  /** What each row of buttons with a 取消 does, in its order. */
  function rows(node: Node): (string | undefined)[][] {
    const buttons = (node.children ?? []).filter(({ tag }) => tag === "button").map((it) => act(it) ?? "submit");
    const own = buttons.includes("cancel") ? [buttons] : [];
    return [...own, ...(node.children ?? []).flatMap(rows)];
  }

  it("stand in one order everywhere: to think better of it first, what is asked for last", () => {
    const found = files
      .filter((path) => path.endsWith(".vue"))
      .flatMap((path) => rows(parse(readFileSync(`src/${path}`, "utf8")).descriptor.template?.ast as Node).map((row) => ({ path, row })));
    expect(found.length).toBeGreaterThan(5);
    expect(found.filter(({ row }) => row[0] !== "cancel" || row.length !== 2)).toEqual([]);
  });
});
