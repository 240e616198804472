import { Option, type Command } from 'commander';
import { ensureIssuer, roles, signToken, type Role } from '../issuer.ts';
import { print, printJson } from '../output.ts';
import { placesOf } from '../paths.ts';

interface TokenOptions {
  role: Role;
  name?: string;
  hours: number;
  json?: boolean;
}

export function addToken(program: Command): void {
  program
    .command('token')
    .description('a bearer token of the local issuer')
    .addOption(new Option('--role <role>', 'whose rights it carries').choices(roles).makeOptionMandatory())
    .option('--name <name>', 'whose name it carries (default: the role)')
    .addOption(new Option('--hours <n>', 'how long it is good').default(24).argParser(Number))
    .option('--json', 'with role, name and expiry as JSON')
    .action(async ({ role, name, hours, json }: TokenOptions) => {
      const lifetime = Math.round(hours * 3600);
      const issuer = await ensureIssuer(placesOf());
      const token = await signToken(issuer, { role, lifetime, ...(name === undefined ? {} : { name }) });
      const expiresAt = new Date(Date.now() + lifetime * 1000).toISOString();
      if (json === true) printJson({ token, role, name: name ?? role, expiresAt });
      else print(token);
    });
}
