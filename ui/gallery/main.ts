/** What the window is made of, fed with examples: to be looked at, and to be driven by a real browser. */
import "../src/style/tokens.css";
import "../src/style/base.css";

import { type Component, createApp } from "vue";

import ProseView from "./ProseView.vue";
import TablesView from "./TablesView.vue";

const views: Record<string, Component> = { tables: TablesView, prose: ProseView };
const view = views[location.hash.slice(1)];
if (view) createApp(view).mount("#app");
