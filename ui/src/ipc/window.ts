/** The host that is the desktop window: calls go to Rust through Tauri. */
import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";

import type { Host } from "./host";

export const windowHost: Host = {
  call: (name, args) => invoke(name, args),
  listen: async (event, heard) => {
    await listen(event, heard);
  },
};
