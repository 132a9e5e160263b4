import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vitest/config";

import { firstLoadWithin } from "./first-load";

export default defineConfig({
  plugins: [vue(), firstLoadWithin()],
  clearScreen: false,
  server: { port: 1420, strictPort: true },
  build: {
    // WebView2 is Chromium; WebKitGTK 2.4x on Linux.
    target: ["chrome109", "safari16"],
    // A data: URL would need a hole in the content security policy.
    assetsInlineLimit: 0,
    emptyOutDir: true,
  },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.ts"],
    restoreMocks: true,
  },
});
