import { describe, expect, it } from '@jest/globals';
import type { Curve, Point } from './curve.bench.ts';
import { curvePicture } from './curve-picture.ts';
import { curveText, replicasText } from './growth-report.ts';

const point = (events: number, customers: number, rate: number, settled?: number): Point => ({
  events,
  customers,
  rate,
  settled,
});
const curve: Curve = {
  measured: 5000,
  byEvents: [point(1000, 100, 20_000, 400), point(10_000, 100, 19_000)],
  byCustomers: [point(10_000, 10, 16_000, 300), point(10_000, 100, 19_000)],
  again: point(1000, 100, 18_000, 380),
};

describe('the curve', () => {
  it('tells each rate beside the first of its row, and leaves out what was not measured', () => {
    const text = curveText(curve);
    expect(text).toContain('| 10,000 | 100 | 19,000 | 0.95 |  |  |');
    expect(text).toContain('| 10,000 | 10 | 16,000 | 1.00 | 300 | 1.00 |');
  });

  it('ends with the first once more', () => {
    expect(curveText(curve).trimEnd().split('\n').at(-1)).toBe('| 1,000 | 100 | 18,000 | 0.90 | 380 | 0.95 |');
  });

  it('is drawn as a picture that needs nothing else', () => {
    const picture = curvePicture(curve);
    expect(picture).toMatch(/^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    expect(picture).toContain('Events read a second');
    expect(picture).not.toContain('href=');
  });
});

describe('replicas', () => {
  it('stand with the cores that each part kept busy, and their sum', () => {
    const text = replicasText({
      events: 1000,
      rates: [
        { name: 'one process', rounds: [10_000] },
        { name: '2 processes', rounds: [15_000] },
      ],
      cores: [
        new Map([
          ['analytics 1', 1],
          ['kafka', 0.25],
        ]),
        new Map([
          ['analytics 1', 0.5],
          ['analytics 2', 0.75],
          ['kafka', 0.5],
        ]),
      ],
    });
    expect(text).toContain('analytics 1 | analytics 2 | kafka | cores |');
    expect(text).toContain('| one process | 10,000 | 1.00 | 1 | 1.00 |  | 0.25 | 1.25 |');
    expect(text).toContain('| 2 processes | 15,000 | 1.50 | 1 | 0.50 | 0.75 | 0.50 | 1.75 |');
  });
});
