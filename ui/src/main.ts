import "./style/tokens.css";
import "./style/base.css";

import { createApp } from "vue";

import { windowHost } from "./ipc/window";
import ReportPage from "./pages/report/ReportPage.vue";

createApp(ReportPage, { host: windowHost }).mount("#app");
