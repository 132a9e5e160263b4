/** The chart library: only the parts we use, in a chunk that is loaded with the first chart. What is said of a point is ours, so its tooltip is not among them. */
import { BarChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendScrollComponent, MarkLineComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

use([BarChart, LineChart, AriaComponent, GridComponent, LegendScrollComponent, MarkLineComponent, CanvasRenderer]);

export { init };
