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
  /** Beside the line's end, or where there is no room over it. */
  beside: boolean;
  /** Pixels by which the name is moved so that two names do not cover each other. */
  shift: number;
  /** The colour behind the name where it lies over the lines. */
  ground: string;
}

function line({ name, values, colour, width, beside, shift, ground }: Line) {
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
    endLabel: {
      show: true,
      formatter: '{a}',
      color: colour,
      fontSize: 12,
      distance: beside ? 6 : 0,
      align: beside ? 'left' : 'right',
      offset: [0, shift],
      ...(beside ? {} : { backgroundColor: ground, padding: [1, 3] }),
    },
  };
}

/** How far to move apart the names at the line ends, in pixels, when the lines end close together. */
function shifts({ current, previous }: YearOnYear, range: number, beside: boolean): [number, number] {
  const a = current.findLast(value => value !== null);
  const b = previous.findLast(value => value !== null);
  const by = beside ? 8 : 12;
  if (a == null || b == null || (beside && Math.abs(a - b) > range * 0.1)) return beside ? [0, 0] : [-by, -by];
  return a >= b ? [-by, by] : [by, -by];
}

/** This year in the accent, the year before in grey behind it; each line carries its own name. */
export function yearOnYearOption(data: YearOnYear, words: Words, { palette, width }: Frame): EChartsCoreOption {
  const roomy = width > 460;
  const { min, max, interval } = limits([...data.current, ...data.previous], words.step);
  const [now, before] = shifts(data, max - min, roomy);
  const axisText = { color: palette.dim, fontFamily: palette.font, fontSize: 12 };
  const { neutral } = words;
  const marked = neutral && neutral.at > min && neutral.at < max;
  return {
    animation: false,
    textStyle: { fontFamily: palette.font },
    grid: { left: 4, right: roomy ? 104 : 16, top: roomy ? 12 : 20, bottom: 26 },
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
        beside: roomy,
        shift: before,
        ground: palette.surface,
      }),
      {
        ...line({
          name: words.current,
          values: data.current,
          colour: palette.accent,
          width: 2.5,
          beside: roomy,
          shift: now,
          ground: palette.surface,
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
