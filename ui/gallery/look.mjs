/**
 * Looks at every view of the gallery in Chromium: a picture of each, and what axe-core says. Start `npx vite` first.
 *   node gallery/look.mjs <address of vite> <folder for pictures> [path of chromium]
 */
import { createRequire } from "node:module";
import { join } from "node:path";

import { chromium } from "playwright-core";

const [, , address, folder, executablePath = "/usr/bin/chromium"] = process.argv;
const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const sizes = [
  { width: 1280, height: 860 },
  { width: 1024, height: 700 },
];

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
let wrong = 0;
// What the system wears: Windows' contrast themes are forced colours.
const looks = [
  { look: "light", colorScheme: "light" },
  { look: "dark", colorScheme: "dark" },
  { look: "contrast", colorScheme: "dark", forcedColors: "active" },
];
for (const { look, ...wears } of looks) {
  for (const scale of [80, 100, 150, 200]) {
    for (const viewport of scale === 100 || scale === 200 ? sizes : sizes.slice(0, 1)) {
      const page = await browser.newPage({ viewport, ...wears, reducedMotion: "reduce" });
      page.on("pageerror", (error) => process.stderr.write(`${String(error)}\n`));
      for (const view of ["tables", "prose", "years", "fill", "settings"]) {
        await page.goto("about:blank");
        await page.goto(`${address}/gallery/#${view}@${scale}`);
        await page.waitForSelector("main");
        if (view === "fill" && viewport.width === 1280) {
          await page.locator('[data-field="requests.received.person"]').focus();
          await page.keyboard.press("F1");
        }
        await page.waitForTimeout(150);
        const name = `${view}-${look}-${viewport.width}-${scale}`;
        await page.screenshot({ path: join(folder, `${name}.png`) });
        await page.addScriptTag({ path: axe });
        const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
        for (const { id, help, nodes } of violations) {
          wrong += 1;
          process.stdout.write(`${name}: ${id}: ${help}: ${nodes.length}: ${nodes[0]?.html.slice(0, 160)}\n`);
        }
        const sideways = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
        if (sideways) process.stdout.write(`${name}: wider than the window\n`);
      }
      await page.close();
    }
  }
}
await browser.close();
process.stdout.write(`${wrong} violations\n`);
process.exitCode = wrong > 0 ? 1 : 0;
