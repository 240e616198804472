import { describe, expect, it } from '@jest/globals';
import { callsIn, unknownIn } from './commands.ts';

const helps: Record<string, string> = {
  '': 'Commands:\n  sql [options]   SQL as the analyst\n  up              starts\n  import [x]      files\n\n  -h, --help',
  sql: '  -c, --command <query>  run this\n  --json  as JSON',
  up: '',
  import: 'Commands:\n  csv <file>  any file\n',
  'import csv': '  --map <file>',
};
const unknown = (line: string): string[] =>
  callsIn(`\`\`\`bash\n${line}\n\`\`\``).flatMap(call => unknownIn(call, commands => helps[commands.join(' ')] ?? ''));

describe('a command that a page shows', () => {
  it.each([
    './rapport up',
    './rapport sql -c "select 1 --x"',
    'T=$(./rapport sql --json)',
    './rapport --help',
    './rapport import csv a.csv --map b',
  ])('is known: %s', line => expect(unknown(line)).toEqual([]));

  it.each([
    ['./rapport fly', './rapport fly'],
    ['./rapport sql --fast', './rapport sql --fast'],
    ['./rapport sql --com', './rapport sql --com'],
    ['./rapport import --map b', './rapport import --map'],
  ])('is unknown: %s', (line, said) => expect(unknown(line)).toEqual([said]));

  it('is looked for in blocks of bash only', () => {
    expect(callsIn('```\n./rapport fly\n```')).toEqual([]);
  });
});
