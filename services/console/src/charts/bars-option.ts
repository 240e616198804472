import type { EChartsCoreOption } from 'echarts/core';
import type { Frame } from './chart.tsx';

export interface Bar {
  name: string;
  value: number;
  label: string;
}

/** Columns over an ordered scale, each with its figure on top. */
export function columnsOption(bars: readonly Bar[], { palette, width }: Frame): EChartsCoreOption {
  return {
    animation: false,
    textStyle: { fontFamily: palette.font },
    grid: { left: 0, right: 0, top: 20, bottom: 10 },
    xAxis: {
      type: 'category',
      data: bars.map(bar => bar.name),
      axisLine: { lineStyle: { color: palette.strong } },
      axisTick: { show: false },
      axisLabel: { color: palette.dim, fontSize: 12, interval: width < 420 ? 1 : 0 },
    },
    yAxis: { type: 'value', show: false },
    series: [
      {
        type: 'bar',
        data: bars.map(bar => bar.value),
        barCategoryGap: '14%',
        itemStyle: { color: palette.accent, borderRadius: [2, 2, 0, 0] },
        emphasis: { disabled: true },
        label: {
          show: true,
          position: 'top',
          color: palette.text,
          fontSize: 12,
          formatter: (at: { dataIndex: number }) =>
            bars[at.dataIndex]?.value ? (bars[at.dataIndex]?.label ?? '') : '',
        },
      },
    ],
  };
}

/** Bars from the largest down, name at the left, figure at the end. */
export function rankOption(bars: readonly Bar[], { palette, width }: Frame): EChartsCoreOption {
  return {
    animation: false,
    textStyle: { fontFamily: palette.font },
    grid: { left: 0, right: 96, top: 0, bottom: 0 },
    xAxis: { type: 'value', show: false },
    yAxis: {
      type: 'category',
      inverse: true,
      data: bars.map(bar => bar.name),
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { color: palette.text, fontSize: 13, width: Math.min(190, width * 0.42), overflow: 'truncate' },
    },
    series: [
      {
        type: 'bar',
        data: bars.map(bar => bar.value),
        barMaxWidth: 14,
        itemStyle: { color: palette.accent, borderRadius: 2 },
        emphasis: { disabled: true },
        label: {
          show: true,
          position: 'right',
          color: palette.text,
          fontSize: 12.5,
          formatter: (at: { dataIndex: number }) => bars[at.dataIndex]?.label ?? '',
        },
      },
    ],
  };
}
