/** What the linter, which reads no .vue files, takes them for; vue-tsc knows each by itself. */
declare module "*.vue" {
  import type { DefineComponent } from "vue";

  const component: DefineComponent<Record<string, unknown>>;
  export default component;
}
