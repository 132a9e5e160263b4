/** The host that is the desktop window: calls go to Rust through Tauri. */
import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";

import type { HostEvents } from "./generated";
import type { Host } from "./host";

export const windowHost: Host = {
  call: (name, args) => invoke(name, args),
  listen: (event, heard) =>
    listen<HostEvents[typeof event]>(event, ({ payload }) => {
      heard(payload);
    }),
};
