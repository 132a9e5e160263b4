/** What the window is made of, fed with examples: to be looked at, and to be driven by a real browser. */
import "../src/style/tokens.css";
import "../src/style/base.css";

import { type Component, createApp } from "vue";

import { applyScale } from "../src/style/scale";
import CompareView from "./CompareView.vue";
import FillView from "./FillView.vue";
import ProseView from "./ProseView.vue";
import SettingsView from "./SettingsView.vue";
import TablesView from "./TablesView.vue";
import YearsView from "./YearsView.vue";

const views: Record<string, Component> = {
  tables: TablesView,
  prose: ProseView,
  years: YearsView,
  fill: FillView,
  settings: SettingsView,
  compare: CompareView,
};
const [name = "", scale = "100"] = location.hash.slice(1).split("@");
const view = views[name];
applyScale(Number(scale));
if (view) createApp(view).mount("#app");
