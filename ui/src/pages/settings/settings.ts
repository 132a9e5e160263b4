/** What can be set. */
export type { BackupView as Backup, Level, Settings } from "../../ipc/generated";
