import { readFileSync } from 'node:fs';
import sparticuz from '@sparticuz/chromium';
import pg from 'pg';
import { chromium, type Browser } from 'playwright-core';

/** The address of the gateway of the running stack, or undefined where the specs run without one. */
export function gatewayAddress(): string | undefined {
  const file = process.env['RAPPORT_TEST_STACK'];
  if (!file) return undefined;
  const stack: { gateway?: string; services?: { gateway?: string } } = JSON.parse(readFileSync(file, 'utf8'));
  return stack.gateway ?? stack.services?.gateway;
}

interface Databases {
  databases?: { services?: { analytics?: { owner?: string } } };
}

/** A fault in analytics: it can't take in a customer's contacts, until it is mended. */
export async function breakContactsOf(customerId: string): Promise<{ mend(): Promise<void> }> {
  const stack: Databases = JSON.parse(readFileSync(process.env['RAPPORT_TEST_STACK'] ?? '', 'utf8'));
  const run = async (statement: string): Promise<void> => {
    const client = new pg.Client({ connectionString: stack.databases?.services?.analytics?.owner });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  };
  await run(`create or replace function facts.browser_spec() returns trigger language plpgsql as $$
    begin
      if new.recorded_customer_id = '${customerId}' then raise exception 'the channel has no owner'; end if;
      return new;
    end $$;
    create trigger browser_spec before insert on facts.interactions for each row execute function facts.browser_spec()`);
  return { mend: () => run('drop function facts.browser_spec() cascade') };
}

export async function openBrowser(): Promise<Browser> {
  // The packaged arguments draw by a software GPU inside the one process, which stalls on large overlays.
  const args = ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'];
  return chromium.launch({ executablePath: await sparticuz.executablePath(), args, headless: true });
}

interface Answer {
  status: number;
  body: Record<string, unknown>;
}

/** The gateway's public routes, as somebody of a role calls them. */
export class Sender {
  readonly #base: string;
  #token = '';

  constructor(base: string) {
    this.#base = base;
  }

  async signIn(name: string, role = 'specialist'): Promise<void> {
    const { body } = await this.post('/dev/sign-in', { name, role });
    this.#token = String(body['token']);
  }

  async post(path: string, body: object): Promise<Answer> {
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    if (this.#token) headers['authorization'] = `Bearer ${this.#token}`;
    const response = await fetch(`${this.#base}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    const answer: Record<string, unknown> = await response.json();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${JSON.stringify(answer)}`);
    return { status: response.status, body: answer };
  }
}
