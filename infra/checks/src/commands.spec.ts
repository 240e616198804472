import { describe, expect, it } from '@jest/globals';
import { callsIn, unknownIn } from './commands.ts';

const helps: Record<string, string> = {
  '': 'Commands:\n  sql [options]   SQL as the analyst\n  up              starts\n\n  -h, --help',
  sql: '  -c, --command <query>  run this\n  --json  as JSON',
  up: '',
};
const unknown = (line: string): string[] =>
  callsIn(`\`\`\`bash\n${line}\n\`\`\``).flatMap(call => unknownIn(call, command => helps[command] ?? ''));

describe('a command that a page shows', () => {
  it.each(['./rapport up', './rapport sql -c "select 1 --x"', 'T=$(./rapport sql --json)', './rapport --help'])(
    'is known: %s',
    line => expect(unknown(line)).toEqual([]),
  );

  it.each([
    ['./rapport fly', './rapport fly'],
    ['./rapport sql --fast', './rapport sql --fast'],
    ['./rapport sql --com', './rapport sql --com'],
  ])('is unknown: %s', (line, said) => expect(unknown(line)).toEqual([said]));

  it('is looked for in blocks of bash only', () => {
    expect(callsIn('```\n./rapport fly\n```')).toEqual([]);
  });
});
