import "./style/tokens.css";
import "./style/base.css";

import { createApp } from "vue";

import App from "./App.vue";
import { windowHost } from "./ipc/window";

createApp(App, { host: windowHost }).mount("#app");
