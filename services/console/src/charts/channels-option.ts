import type { EChartsCoreOption } from 'echarts/core';
import type { Frame } from './chart.tsx';

export interface ChannelBar {
  name: string;
  volume: number;
  volumeLabel: string;
  csat: number | null;
  csatLabel: string;
}

interface Words {
  volume: string;
  csat: string;
  mean: number | null;
}

/** Volume as bars and satisfaction as points on one row of each channel: read across. */
export function channelsOption(
  rows: readonly ChannelBar[],
  words: Words,
  { palette, width }: Frame,
): EChartsCoreOption {
  const names = rows.map(row => row.name);
  const label = { show: true, position: 'right', color: palette.text, fontSize: 12.5 };
  const scores = rows.map(row => row.csat).filter(score => score !== null);
  const min = Math.max(1, Math.floor(Math.min(...scores, 5) - 0.2));
  const max = Math.min(5, Math.ceil(Math.max(...scores, 1) + 0.2));
  const named = { nameLocation: 'start', nameTextStyle: { color: palette.dim, fontSize: 12, align: 'left' } };
  const axis = { type: 'category', inverse: true, data: names, axisTick: { show: false }, axisLine: { show: false } };
  return {
    animation: false,
    textStyle: { fontFamily: palette.font },
    grid: [
      { left: 0, width: '56%', top: 24, bottom: 18 },
      { left: '62%', right: width < 460 ? 34 : 92, top: 24, bottom: 18 },
    ],
    xAxis: [
      { type: 'value', show: false, gridIndex: 0, max: (range: { max: number }) => range.max * 1.55 },
      {
        type: 'value',
        gridIndex: 1,
        min,
        max,
        interval: 1,
        splitLine: { lineStyle: { color: palette.line } },
        axisLabel: { color: palette.dim, fontSize: 11 },
      },
    ],
    yAxis: [
      { ...axis, ...named, name: words.volume, gridIndex: 0, axisLabel: { color: palette.text, fontSize: 13 } },
      { ...axis, ...named, name: words.csat, gridIndex: 1, position: 'left', axisLabel: { show: false } },
      {
        ...axis,
        gridIndex: 1,
        position: 'right',
        axisLabel: {
          color: palette.text,
          fontSize: 12.5,
          formatter: (_name: string, index: number) => rows[index]?.csatLabel ?? '',
        },
      },
    ],
    series: [
      {
        type: 'bar',
        data: rows.map(row => row.volume),
        barMaxWidth: 14,
        itemStyle: { color: palette.accent, borderRadius: 2 },
        emphasis: { disabled: true },
        label: { ...label, formatter: (at: { dataIndex: number }) => rows[at.dataIndex]?.volumeLabel ?? '' },
      },
      {
        type: 'scatter',
        xAxisIndex: 1,
        yAxisIndex: 1,
        data: rows.map(row => [row.csat, row.name]),
        symbolSize: 9,
        itemStyle: { color: palette.accent, opacity: 1 },
        emphasis: { disabled: true },
        ...(words.mean !== null
          ? {
              markLine: {
                silent: true,
                z: 1,
                symbol: 'none',
                lineStyle: { color: palette.dim, type: 'dashed', width: 1.5 },
                label: { show: false },
                data: [{ xAxis: words.mean }],
              },
            }
          : {}),
      },
    ],
  };
}
