import { Option, type Command } from 'commander';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { signToken } from '../issuer.ts';
import { print, printJson, say, tableOf } from '../output.ts';
import { defaultDir } from '../paths.ts';
import { askServices, checked, type Ask } from '../service-api.ts';
import { attach } from '../stack/programmatic.ts';

const source = {
  sourceId: Type.String(),
  name: Type.String(),
  channel: Type.String(),
  enabled: Type.Boolean(),
  createdAt: Type.String(),
};
const sources = Compile(Type.Object({ items: Type.Array(Type.Object(source)) }));
const withKey = Compile(Type.Object({ ...source, writeKey: Type.String() }));

interface Flags {
  channel: string;
  json?: boolean;
}

export function addSource(program: Command): void {
  program
    .command('source')
    .argument('[name]', 'of the system that is to send; without one those that may are listed')
    .description('a write key for a system that sends events; where the name is there, a new key of it')
    .addOption(new Option('--channel <code>', 'of its contacts that do not tell theirs').default('web'))
    .option('--json', 'as JSON')
    .action(async (name: string | undefined, { channel, json }: Flags) => {
      const { services, issuer } = await attach(defaultDir);
      const ask = askServices(services, await signToken(issuer, { role: 'administrator' }));
      const { items } = checked(sources, await ask('interactions', '/v1/ingest/sources'), 'interactions');
      if (name === undefined) return list(items, json === true);
      const known = items.find(item => item.name === name);
      const made = await keyOf(ask, name, channel, known?.sourceId);
      if (json === true) return printJson({ ...made, host: services.gateway });
      say(`The write key of ${name}, shown this once; send to ${services.gateway}:`);
      print(made.writeKey);
    });
}

async function keyOf(
  ask: Ask,
  name: string,
  channel: string,
  known: string | undefined,
): Promise<{ writeKey: string }> {
  const answer =
    known === undefined
      ? await ask('interactions', '/v1/ingest/sources', { name, channel })
      : await ask('interactions', `/v1/ingest/sources/${known}/rotate`, {});
  return checked(withKey, answer, 'interactions');
}

function list(
  items: readonly { name: string; channel: string; enabled: boolean; createdAt: string }[],
  json: boolean,
): void {
  if (json) return printJson(items);
  const rows = items.map(({ name, channel, enabled, createdAt }) => [name, channel, enabled ? 'yes' : 'no', createdAt]);
  print(tableOf(['name', 'channel', 'may send', 'since'], rows).join('\n'));
}
