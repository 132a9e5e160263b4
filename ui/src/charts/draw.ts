/** The chart library: only the parts we use, in a chunk that is loaded with the first chart. */
import { BarChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendScrollComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

use([BarChart, LineChart, AriaComponent, GridComponent, LegendScrollComponent, MarkLineComponent, TooltipComponent, CanvasRenderer]);

export { init };
