import { Skeleton, useComputedColorScheme } from '@mantine/core';
import type { EChartsCoreOption } from 'echarts/core';
import { useEffect, useRef, useState } from 'react';
import { paletteOf, type Palette } from './palette.ts';

export interface Frame {
  palette: Palette;
  /** Pixels; what is drawn beside a line on a desk has no room on a phone. */
  width: number;
}

interface ChartProps {
  /** What a screen reader says instead of the picture. */
  label: string;
  height: number;
  option: (frame: Frame) => EChartsCoreOption;
}

/** The library is fetched when the first chart is drawn; no page without a chart pays for it. */
export function Chart({ label, height, option }: ChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const [drawn, setDrawn] = useState(false);
  const scheme = useComputedColorScheme('light');
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    let stopped = false;
    let dispose = () => {};
    void import('./echarts.ts').then(({ init }) => {
      if (stopped) return;
      const chart = init(element, null, { renderer: 'svg', height });
      const draw = () => {
        chart.resize({ height });
        chart.setOption(option({ palette: paletteOf(element), width: element.clientWidth }), { notMerge: true });
        setDrawn(true);
      };
      const observer = new ResizeObserver(draw);
      observer.observe(element);
      dispose = () => {
        observer.disconnect();
        chart.dispose();
      };
    });
    return () => {
      stopped = true;
      dispose();
    };
  }, [option, height, scheme]);
  return (
    <div role="img" aria-label={label} style={{ position: 'relative', height }}>
      {!drawn && <Skeleton height={height - 8} style={{ position: 'absolute' }} />}
      <div ref={box} style={{ height }} />
    </div>
  );
}
