import type { EChartsCoreOption } from 'echarts/core';
import type { Frame } from './chart.tsx';
import { limits, type YearOnYear } from './months.ts';

interface Words {
  current: string;
  previous: string;
  month: (month: string) => string;
  value: (value: number) => string;
  neutral?: { at: number; label: string } | undefined;
  step: number;
}

interface Line {
  name: string;
  values: (number | null)[];
  colour: string;
  width: number;
  label: boolean;
  /** Pixels by which the name is moved so that two names do not cover each other. */
  shift: number;
}

function line({ name, values, colour, width, label, shift }: Line) {
  return {
    type: 'line',
    name,
    data: values,
    symbol: 'circle',
    symbolSize: width > 2 ? 6 : 4,
    showSymbol: values.filter(value => value !== null).length < 3,
    connectNulls: false,
    lineStyle: { color: colour, width },
    itemStyle: { color: colour },
    emphasis: { disabled: true },
    endLabel: { show: label, formatter: '{a}', color: colour, fontSize: 12, distance: 6, offset: [0, shift] },
  };
}

/** How far to move apart the names at the line ends, in pixels, when the lines end close together. */
function shifts({ current, previous }: YearOnYear, range: number): [number, number] {
  const a = current.at(-1);
  const b = previous.at(-1);
  if (a == null || b == null || Math.abs(a - b) > range * 0.1) return [0, 0];
  return a >= b ? [-8, 8] : [8, -8];
}

/** This year in the accent, the year before in grey behind it; each line carries its own name. */
export function yearOnYearOption(data: YearOnYear, words: Words, { palette, width }: Frame): EChartsCoreOption {
  const { min, max, interval } = limits([...data.current, ...data.previous], words.step);
  const [now, before] = shifts(data, max - min);
  const roomy = width > 460;
  const axisText = { color: palette.dim, fontFamily: palette.font, fontSize: 12 };
  const { neutral } = words;
  const marked = neutral && neutral.at > min && neutral.at < max;
  return {
    animation: false,
    textStyle: { fontFamily: palette.font },
    grid: { left: 4, right: roomy ? 104 : 16, top: 12, bottom: 26 },
    tooltip: {
      trigger: 'axis',
      backgroundColor: palette.surface,
      borderColor: palette.strong,
      textStyle: { color: palette.text, fontSize: 13 },
      valueFormatter: (value: unknown) => (typeof value === 'number' ? words.value(value) : '–'),
    },
    xAxis: {
      type: 'category',
      data: data.months.map(words.month),
      boundaryGap: false,
      axisLine: { lineStyle: { color: palette.strong } },
      axisTick: { show: false },
      axisLabel: { ...axisText, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      min,
      max,
      interval,
      splitLine: { lineStyle: { color: palette.line } },
      axisLabel: { ...axisText, formatter: words.value },
    },
    series: [
      line({
        name: words.previous,
        values: data.previous,
        colour: palette.dim,
        width: 1.5,
        label: roomy,
        shift: before,
      }),
      {
        ...line({
          name: words.current,
          values: data.current,
          colour: palette.accent,
          width: 2.5,
          label: roomy,
          shift: now,
        }),
        ...(marked
          ? {
              markLine: {
                silent: true,
                symbol: 'none',
                lineStyle: { color: palette.dim, type: 'dashed', width: 1 },
                label: { formatter: neutral.label, position: 'insideStartTop', color: palette.dim, fontSize: 11 },
                data: [{ yAxis: neutral.at }],
              },
            }
          : {}),
      },
    ],
  };
}
