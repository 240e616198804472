/** A call of our command line as a page shows it. */
export interface Call {
  readonly command: string;
  readonly flags: readonly string[];
}

const BLOCK = /^```bash\n([\s\S]*?)^```/gm;

/** The calls of `./rapport` in the `bash` blocks of a page. */
export function callsIn(text: string): Call[] {
  const lines = [...text.matchAll(BLOCK)].flatMap(([, block = '']) => block.split('\n'));
  return lines.flatMap(line => [...line.matchAll(/\.\/rapport +([^#|;&)]*)/g)]).map(([, words = '']) => callOf(words));
}

function callOf(words: string): Call {
  const [command = '', ...rest] = words
    .replace(/'[^']*'|"[^"]*"/g, 'value')
    .trim()
    .split(/\s+/);
  return { command, flags: rest.filter(word => word.startsWith('-')).map(flag => flag.split('=')[0] ?? flag) };
}

/** What of a call its help does not know. `help` answers for the program ('') and for each command. */
export function unknownIn({ command, flags }: Call, help: (command: string) => string): string[] {
  if (command.startsWith('-')) return offers(help(''), command) ? [] : [`./rapport ${command}`];
  if (!new RegExp(`^\\s+${command}\\b`, 'm').test(help(''))) return [`./rapport ${command}`];
  return flags.filter(flag => !offers(help(command), flag)).map(flag => `./rapport ${command} ${flag}`);
}

const offers = (help: string, flag: string): boolean => new RegExp(`(^|[\\s,[|])${flag}(?![\\w-])`, 'm').test(help);
