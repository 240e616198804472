import { describe, expect, it } from '@jest/globals';
import { sectionsOf, titleOf, withNew } from './kept.ts';

const page = `# Benchmarks

How to read this.

## Relay

Measured 2026-01-01.

| a |

## Projection

Measured 2026-01-02.
`;

describe('a report of which a part was measured anew', () => {
  it('is read as sections by their titles', () => {
    expect([...sectionsOf(page).keys()]).toEqual(['Relay', 'Projection']);
    expect(sectionsOf(page).get('Projection')).toBe('## Projection\n\nMeasured 2026-01-02.');
    expect(titleOf('## Peers')).toBe('Peers');
  });

  it('keeps what was not measured now, with its date', () => {
    const kept = withNew(page, '# Benchmarks\n\nNew words.\n', ['## Relay\n\nMeasured 2026-02-01.\n'], []);
    expect(kept).toBe(
      '# Benchmarks\n\nNew words.\n\n## Relay\n\nMeasured 2026-02-01.\n\n## Projection\n\nMeasured 2026-01-02.\n',
    );
  });

  it('puts new sections in the order that is wanted, and unknown ones behind', () => {
    const kept = withNew(page, '# Benchmarks', ['## Peers\n'], ['Peers', 'Projection']);
    expect([...sectionsOf(kept).keys()]).toEqual(['Peers', 'Projection', 'Relay']);
  });

  it('is whole from the first section on', () => {
    expect(withNew('', '# Benchmarks', ['## Relay\n\nx\n'], ['Relay'])).toBe('# Benchmarks\n\n## Relay\n\nx\n');
  });
});
