/** How years are looked at side by side. */
import type { ChartShape } from "../../ipc/generated";

export type Way = ChartShape | "overview" | "two";
export const ways: readonly Way[] = ["line", "grouped", "stacked", "overview", "two"];
