import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { gatewayAddress, openBrowser, Sender } from './browser.fixture.ts';

const gateway = gatewayAddress();
const onStack = gateway ? describe : describe.skip;
const base = gateway ?? '';
const PATIENT = 120_000;

onStack('what a customer was promised', () => {
  let browser: Browser;
  let page: Page;
  let customer = '';
  const sender = new Sender(base);
  const panel = (name: string) => page.getByRole('region', { name, exact: true });
  const dialog = () => page.getByRole('dialog');
  const field = (name: string) => dialog().getByLabel(name);
  const save = () => dialog().getByRole('button', { name: 'Save' }).click();
  const promise = (words: string) => panel('Promises').getByRole('listitem').filter({ hasText: words });
  const act = (words: string, name: string) => promise(words).getByRole('button', { name }).click();

  async function isSound(): Promise<void> {
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag22aa']).analyze();
    const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(grave.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' | ')}`)).toEqual([]);
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(wider).toBeLessThanOrEqual(0);
  }
  async function make(kind: string, words: string, button = 'Promise something'): Promise<void> {
    await panel('Promises').getByRole('button', { name: button }).click();
    await field('What kind').selectOption(kind);
    await dialog().getByRole('textbox', { name: 'What' }).fill(words);
    await save();
    await promise(words).waitFor();
  }

  async function closedComplaint(): Promise<string> {
    const opened = { customerId: customer, channel: 'phone', cause: 'late', severity: 3, demands: ['quick'] };
    const { body } = await sender.post('/api/complaints/v1/complaints', opened);
    const of = `/api/complaints/v1/complaints/${String(body['complaintId'])}`;
    const agreed = { restatement: 'Four days late.', agreedAt: new Date().toISOString(), agreedBy: 'phone' };
    await sender.post(`${of}/confirm`, { ...agreed, demands: ['quick'] });
    const why = { why: true, whyText: 'The lorry broke down.' };
    await sender.post(`${of}/empathise`, { sympathy: true, apology: true, thanks: true, ...why });
    const action = { action: 'refund', owner: 'agent-7', dueAt: '2030-01-31T17:00:00Z' };
    await sender.post(`${of}/act`, { actions: [action], answered: ['quick'], outcome: 'upheld' });
    await sender.post(`${of}/verify`, { solved: true, score: 5, met: ['quick'], unmet: [] });
    return String(body['complaintId']);
  }

  beforeAll(async () => {
    await sender.signIn('Promise Spec');
    const identifiers = [{ type: 'externalId', value: randomUUID(), verified: true }];
    const party = { partyType: 'individual', name: 'Paula Pledge', identifiers };
    customer = String((await sender.post('/api/profile/v1/customers', party)).body['customerId']);
    browser = await openBrowser();
    const viewport = { width: 1440, height: 900 };
    const context = await browser.newContext({ viewport, reducedMotion: 'reduce', locale: 'en-GB' });
    context.setDefaultTimeout(60_000);
    page = await context.newPage();
    await page.goto(base);
    await page.getByLabel('Your name').fill('Ana Promise');
    await page.getByRole('radio', { name: 'Specialist' }).check();
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('navigation').waitFor();
    await page.goto(`${base}/customers/${customer}`);
  }, PATIENT);
  afterAll(() => browser?.close());

  it(
    'is promised on their page, moved with their consent, handed over, and kept',
    async () => {
      await panel('Promises').getByText('Nothing is promised that is not kept yet.').waitFor();
      await make('answer', 'Call with the new date.');
      await promise('Call with the new date.').getByText('kept by ana-promise').waitFor();
      await act('Call with the new date.', 'Another time…');
      await field('By when').fill('2031-01-31T10:00');
      await field('Agreed by').selectOption('email');
      await isSound();
      await save();
      await promise('Call with the new date.').locator('time[datetime^="2031-01-31"]').waitFor();
      await act('Call with the new date.', 'Hand over…');
      await field('Kept by').fill('Ben!');
      await save();
      await dialog().locator('.mantine-InputWrapper-error').waitFor();
      await field('Kept by').fill('ben-promise');
      await save();
      await promise('Call with the new date.').getByText('kept by ben-promise').waitFor();
      await isSound();
      await act('Call with the new date.', 'Kept');
      await panel('Promises').getByText('1 kept').waitFor();
      await panel('Promises').getByText('Nothing is promised that is not kept yet.').waitFor();
    },
    PATIENT,
  );

  it(
    'is let go of when they do not want it any more',
    async () => {
      await make('repair', 'Mend the handle.');
      await act('Mend the handle.', 'Not wanted any more');
      await dialog().getByRole('radio', { name: 'done otherwise' }).check();
      await dialog().getByRole('button', { name: 'Not wanted any more' }).click();
      await promise('Mend the handle.').waitFor({ state: 'detached' });
    },
    PATIENT,
  );

  it(
    'is shown as broken until another promise makes up for it, and why the count says so',
    async () => {
      const dueAt = new Date(Date.now() + 3_000).toISOString();
      const promised = { customerId: customer, kind: 'delivery', what: 'Bring the part.', dueAt };
      await sender.post('/api/complaints/v1/promises', promised);
      await promise('Bring the part.')
        .getByText(/late by/)
        .waitFor();
      expect(await promise('Bring the part.').getByRole('button', { name: 'Another time…' }).count()).toBe(0);
      await act('Bring the part.', 'Promise instead…');
      await field('What kind').selectOption('visit');
      await dialog().getByRole('textbox', { name: 'What' }).fill('Bring it along.');
      await save();
      await promise('Bring it along.').waitFor();
      await promise('Bring the part.').waitFor({ state: 'detached' });
      await page.getByRole('button', { name: '1 broken: why this number?' }).click();
      await dialog().getByText('promise broken: delivery').waitFor();
      await page.keyboard.press('Escape');
      await page.getByLabel('Show').selectOption('promise');
      await page.getByText('promised: visit').first().waitFor();
      await isSound();
    },
    PATIENT,
  );

  it(
    'is promised in the course of a complaint too; whoever is called after it and is not satisfied has it opened again',
    async () => {
      await page.goto(`${base}/complaints/${await closedComplaint()}`);
      await make('refund', 'Pay back half.');
      await panel('Call-backs').getByText('Soon after closing').waitFor();
      await isSound();
      await panel('Call-backs').getByRole('button', { name: 'Called, not reached' }).click();
      await panel('Call-backs').getByText('1× not reached').waitFor();
      await panel('Call-backs').getByRole('button', { name: 'Answer…' }).click();
      await dialog().getByRole('radio', { name: '2', exact: true }).check();
      await dialog().getByText('Who is not satisfied has the complaint opened again.').waitFor();
      await field('In the customer’s words').fill('It broke again.');
      await isSound();
      await save();
      await panel('Call-backs').getByText('It broke again.').waitFor();
      await panel('Call-backs').getByText('2 of 5').waitFor();
      await page.getByRole('button', { name: 'Pause the clock' }).waitFor();
      await page.goto(`${base}/customers/${customer}`);
      await promise('Pay back half.').getByRole('link', { name: 'its complaint' }).waitFor();
    },
    PATIENT,
  );

  it(
    'reads as well in the dark, on a phone and in Chinese',
    async () => {
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.setViewportSize({ width: 390, height: 844 });
      await page.getByRole('button', { name: 'Settings' }).click();
      await page.getByText('中文').click();
      await page.keyboard.press('Escape');
      await panel('承诺').getByText('由 ana-promise 兑现').first().waitFor();
      await isSound();
    },
    PATIENT,
  );
});
