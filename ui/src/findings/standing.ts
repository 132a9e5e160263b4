/** What the checks say of the report being filled in. */
export type { Aside as SetAside, Standing } from "../ipc/generated";
