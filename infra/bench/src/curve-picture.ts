import { init, type EChartsOption } from 'echarts';
import type { Curve, Point } from './curve.bench.ts';

const SIZE = { width: 900, height: 340 };
const COLOUR = '#1c7ed6';

/** The two curves as an SVG: events a second from zero up, over the events and over the customers that are there. */
export function curvePicture({ byEvents, byCustomers }: Curve): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...SIZE });
  try {
    chart.setOption(optionsOf(byEvents, byCustomers));
    return `${chart.renderToSVGString()}\n`;
  } finally {
    chart.dispose();
  }
}

function optionsOf(byEvents: readonly Point[], byCustomers: readonly Point[]): EChartsOption {
  const most = Math.max(...[...byEvents, ...byCustomers].map(({ rate }) => rate));
  const axis = (name: string, gridIndex: number) => ({
    type: 'log' as const,
    gridIndex,
    name,
    nameLocation: 'middle' as const,
    nameGap: 30,
  });
  const line = (points: readonly Point[], of: 'events' | 'customers', index: number) => ({
    type: 'line' as const,
    xAxisIndex: index,
    yAxisIndex: index,
    data: points.map(point => [point[of], Math.round(point.rate)]),
    color: COLOUR,
    symbolSize: 8,
    label: { show: true, position: 'top' as const },
  });
  const value = (gridIndex: number) => ({
    type: 'value' as const,
    gridIndex,
    min: 0,
    max: Math.ceil(most / 5000) * 5000,
  });
  return {
    animation: false,
    backgroundColor: '#ffffff',
    title: { text: 'Events read a second', left: 'center', textStyle: { fontSize: 15 } },
    grid: [
      { left: 70, width: 350, top: 50, bottom: 50 },
      { left: 520, width: 350, top: 50, bottom: 50 },
    ],
    xAxis: [axis('events there', 0), axis('customers', 1)],
    yAxis: [value(0), value(1)],
    series: [line(byEvents, 'events', 0), line(byCustomers, 'customers', 1)],
  };
}
