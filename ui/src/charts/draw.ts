/** The chart library: only the parts we use, in a chunk that is loaded with the first chart. What is said of a point is ours, so its tooltip is not among them. */
import { BarChart, CustomChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendScrollComponent, TitleComponent } from "echarts/components";
import { init, setPlatformAPI, use } from "echarts/core";
import { LabelLayout } from "echarts/features";
import { CanvasRenderer } from "echarts/renderers";

import { newCanvas } from "../canvas";

use([BarChart, CustomChart, LineChart, AriaComponent, GridComponent, LegendScrollComponent, TitleComponent, LabelLayout, CanvasRenderer]);
setPlatformAPI({ createCanvas: newCanvas });

export { init };
