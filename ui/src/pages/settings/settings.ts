/** What can be set. */
export type { BackupView as Backup, Level, RuleView as Rule, Settings } from "../../ipc/generated";
