import js from "@eslint/js";
import vue from "eslint-plugin-vue";
import tseslint from "typescript-eslint";
import vueParser from "vue-eslint-parser";

/** Only ipc/ knows that there is a Tauri: the rest runs in any host. */
const oneDoor = {
  patterns: [{ group: ["@tauri-apps/*"], message: "Tauri is imported in src/ipc/ only; ask the Host instead." }],
};

export default tseslint.config(
  { ignores: ["dist", "src/ipc/generated.ts"] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  ...vue.configs["flat/recommended"],
  {
    files: ["**/*.ts", "**/*.vue"],
    languageOptions: {
      parser: vueParser,
      parserOptions: {
        parser: tseslint.parser,
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: [".vue"],
      },
    },
    rules: {
      "no-restricted-imports": ["error", oneDoor],
      // The TypeScript compiler knows better which names there are.
      "no-undef": "off",
      "no-console": "error",
      eqeqeq: "error",
      "vue/no-v-html": "error",
      "vue/block-lang": ["error", { script: { lang: "ts" } }],
      "vue/component-api-style": ["error", ["script-setup"]],
      "vue/define-props-declaration": "error",
      "vue/define-emits-declaration": ["error", "type-literal"],
      "vue/no-unused-refs": "error",
      "vue/no-static-inline-styles": "error",
      // Layout of the markup: as few lines as read well.
      "vue/max-attributes-per-line": ["error", { singleline: 6, multiline: 1 }],
      "vue/singleline-html-element-content-newline": "off",
      "vue/html-self-closing": ["error", { html: { void: "always" } }],
    },
  },
  { files: ["src/ipc/window.ts"], rules: { "no-restricted-imports": "off" } },
  { files: ["**/*.{js,mjs}"], ...tseslint.configs.disableTypeChecked },
  // Half of it runs in Node.js, half in the page it looks at.
  { files: ["gallery/look.mjs"], rules: { "no-undef": "off" } },
);
