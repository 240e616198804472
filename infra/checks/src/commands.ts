/** A call of our command line as a page shows it: its words, of which the first are commands, and its flags. */
export interface Call {
  readonly words: readonly string[];
  readonly flags: readonly string[];
}

const BLOCK = /^```bash\n([\s\S]*?)^```/gm;

/** The calls of `./rapport` in the `bash` blocks of a page. */
export function callsIn(text: string): Call[] {
  const lines = [...text.matchAll(BLOCK)].flatMap(([, block = '']) => block.split('\n'));
  return lines.flatMap(line => [...line.matchAll(/\.\/rapport +([^#|;&)]*)/g)]).map(([, words = '']) => callOf(words));
}

function callOf(text: string): Call {
  const parts = text
    .replace(/'[^']*'|"[^"]*"/g, 'value')
    .trim()
    .split(/\s+/);
  return {
    words: parts.filter(part => !part.startsWith('-')),
    flags: parts.filter(part => part.startsWith('-')).map(flag => flag.split('=')[0] ?? flag),
  };
}

/** What of a call its help does not know. `help` answers for the program (no words), a command, and a command's command. */
export function unknownIn({ words, flags }: Call, help: (commands: readonly string[]) => string): string[] {
  const said = words.findIndex((word, place) => !lists(help(words.slice(0, place)), word));
  const commands = said === -1 ? words : words.slice(0, said);
  const [first] = words;
  if (commands.length === 0 && first !== undefined) return [`./rapport ${first}`];
  return flags.filter(flag => !offers(help(commands), flag)).map(flag => ['./rapport', ...commands, flag].join(' '));
}

/** Whether a help's list of commands has this one. */
export const lists = (help: string, command: string): boolean =>
  new RegExp(`^Commands:[\\s\\S]*^ {2}${escaped(command)}(?![\\w-])`, 'm').test(help);

const offers = (help: string, flag: string): boolean =>
  new RegExp(`(^|[\\s,[|])${escaped(flag)}(?![\\w-])`, 'm').test(help);

const escaped = (text: string): string => text.replace(/[^\w-]/g, '\\$&');
