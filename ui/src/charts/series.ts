/** A series with what is compared: the office names each indicator once, whoever draws needs it beside the numbers. */
import type { IndicatorView, SeriesView } from "../ipc/generated";

export type Series = Omit<SeriesView, "indicator"> & { indicator: IndicatorView };
