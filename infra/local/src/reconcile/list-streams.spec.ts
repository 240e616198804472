import { describe, expect, it } from '@jest/globals';
import { listStreams } from './list-streams.ts';

const COUNT = 300_000;

const stream = (n: number) => ({
  stream: `interaction-${n}`,
  subject: 'somebody',
  fromVersion: 0,
  toVersion: 1,
  recordedAt: '2026-11-22T19:20:06.754Z',
  personal: n % 2 === 0,
});
async function* pages(count: number) {
  for (let n = 0; n < count; n += 1_000)
    yield Array.from({ length: Math.min(1_000, count - n) }, (_, i) => stream(n + i));
}

describe('the streams that were taken back', () => {
  it('are all told, however many there are, under one heading', async () => {
    const lines: string[] = [];
    expect(
      await listStreams(
        ['interactions'],
        () => pages(COUNT),
        false,
        line => void lines.push(line),
      ),
    ).toBe(COUNT);
    expect(lines).toHaveLength(COUNT + 1);
    expect(lines[0]).toMatch(/^service +stream +subject/);
    expect(lines.at(-1)).toMatch(/^interactions +interaction-299999 +somebody +0–1 +none +2026/);
  });

  it.each([0, 1, 2_500])('are one list in JSON: %i of each service', async count => {
    const lines: string[] = [];
    await listStreams(
      ['profile', 'loyalty'],
      () => pages(count),
      true,
      line => void lines.push(line),
    );
    const told: unknown = JSON.parse(lines.join('\n'));
    expect(told).toHaveLength(2 * count);
    if (count > 0) expect(told).toContainEqual({ service: 'loyalty', ...stream(0) });
  });

  it('have one heading, though services that lost none answer an empty page', async () => {
    const lines: string[] = [];
    await listStreams(
      ['profile', 'loyalty'],
      async function* none() {
        yield [];
      },
      false,
      line => void lines.push(line),
    );
    expect(lines).toHaveLength(1);
  });
});
