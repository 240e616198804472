import { readFileSync } from 'node:fs';
import sparticuz from '@sparticuz/chromium';
import { chromium, type Browser } from 'playwright-core';

/** The address of the gateway of the running stack, or undefined where the specs run without one. */
export function gatewayAddress(): string | undefined {
  const file = process.env['RAPPORT_TEST_STACK'];
  if (!file) return undefined;
  const stack: { gateway?: string; services?: { gateway?: string } } = JSON.parse(readFileSync(file, 'utf8'));
  return stack.gateway ?? stack.services?.gateway;
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

/** The gateway's public routes, as a specialist calls them. */
export class Sender {
  readonly #base: string;
  #token = '';

  constructor(base: string) {
    this.#base = base;
  }

  async signIn(name: string): Promise<void> {
    const { body } = await this.post('/dev/sign-in', { name, role: 'specialist' });
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
