import type { EChartsCoreOption } from 'echarts/core';
import type { Frame } from './chart.tsx';

export interface SharePair {
  name: string;
  /** 0 to 1, and what it is compared with. */
  shares: readonly { share: number; reference: number; label: string }[];
}

/** Two measures side by side, each a bar a row with a stroke where it was to be. */
export function sharesOption(
  rows: readonly SharePair[],
  heads: readonly [string, string],
  { palette, width }: Frame,
): EChartsCoreOption {
  const names = rows.map(({ name }) => name);
  const room = width < 460 ? 62 : 96;
  const axis = { type: 'category', inverse: true, data: names, axisTick: { show: false }, axisLine: { show: false } };
  const named = { nameLocation: 'start', nameTextStyle: { color: palette.dim, fontSize: 12, align: 'left' } };
  const of = (place: number) => rows.map(({ shares }) => shares[place] ?? { share: 0, reference: 0, label: '' });
  const most = Math.max(0.01, ...rows.flatMap(({ shares }) => shares.flatMap(each => [each.share, each.reference])));
  return {
    animation: false,
    textStyle: { fontFamily: palette.font },
    grid: [
      { left: width < 460 ? 56 : 74, right: '52%', top: 24, bottom: 4 },
      { left: '54%', right: 0, top: 24, bottom: 4 },
    ],
    xAxis: heads.map((_, place) => ({
      type: 'value',
      show: false,
      gridIndex: place,
      min: Math.min(0, ...of(place).map(({ share }) => share)),
      max: most * (1 + room / Math.max(80, width / 2 - room)),
    })),
    yAxis: heads.map((name, place) => ({
      ...axis,
      ...named,
      name,
      gridIndex: place,
      axisLabel: { show: place === 0, color: palette.text, fontSize: 13 },
    })),
    series: heads.flatMap((_, place) => {
      const at = { xAxisIndex: place, yAxisIndex: place, emphasis: { disabled: true } };
      const values = of(place);
      return [
        {
          ...at,
          type: 'bar',
          data: values.map(({ share }) => share),
          barMaxWidth: 14,
          itemStyle: { color: palette.accent, borderRadius: 2 },
        },
        {
          ...at,
          type: 'scatter',
          data: values.map(({ reference }, row) => [reference, row]),
          symbol: 'rect',
          symbolSize: [2, 22],
          itemStyle: { color: palette.text, opacity: 1 },
        },
        {
          ...at,
          type: 'scatter',
          data: values.map(({ share, reference }, row) => [Math.max(share, reference), row]),
          symbolSize: 0,
          label: {
            show: true,
            position: 'right',
            distance: 8,
            color: palette.text,
            fontSize: 12.5,
            formatter: ({ dataIndex }: { dataIndex: number }) => values[dataIndex]?.label ?? '',
          },
        },
      ];
    }),
  };
}
