import type { EChartsCoreOption } from 'echarts/core';
import type { Frame } from './chart.tsx';

interface Point {
  at: string;
  mean: number;
}

/** The means of the checks over time, on the whole scale from very poor to excellent. */
export const healthOption = (
  points: readonly Point[],
  day: (at: string) => string,
  { palette }: Frame,
): EChartsCoreOption => ({
  animation: false,
  grid: { left: 28, right: 24, top: 14, bottom: 26 },
  xAxis: {
    type: 'category',
    data: points.map(({ at }) => day(at)),
    axisLabel: { color: palette.dim, hideOverlap: true },
    axisLine: { lineStyle: { color: palette.line } },
    axisTick: { show: false },
  },
  yAxis: {
    type: 'value',
    min: 0,
    max: 9,
    interval: 3,
    axisLabel: { color: palette.dim },
    splitLine: { lineStyle: { color: palette.line } },
  },
  series: [
    {
      type: 'line',
      data: points.map(({ mean }) => mean),
      symbolSize: 7,
      lineStyle: { color: palette.accent, width: 2 },
      itemStyle: { color: palette.accent },
      label: { show: true, color: palette.text, formatter: '{c}', position: 'top' },
    },
  ],
});
