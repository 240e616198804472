import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { gatewayAddress, openBrowser, Sender } from './browser.fixture.ts';

const gateway = gatewayAddress();
const onStack = gateway ? describe : describe.skip;
const base = gateway ?? '';
const PATIENT = 120_000;

onStack('the plan of a customer, as agents note it', () => {
  let browser: Browser;
  let page: Page;
  let firm = '';
  const panel = (name: string) => page.getByRole('region', { name, exact: true });
  const field = (name: string) => page.getByRole('dialog').getByLabel(name);
  const save = () => page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();

  async function isSound(): Promise<void> {
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag22aa']).analyze();
    const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(grave.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' | ')}`)).toEqual([]);
  }

  beforeAll(async () => {
    const sender = new Sender(base);
    await sender.signIn('Plan Spec');
    const identifiers = [{ type: 'externalId', value: randomUUID(), verified: true }];
    const customer = { partyType: 'enterprise', name: 'Initrode', identifiers };
    firm = String((await sender.post('/api/profile/v1/customers', customer)).body['customerId']);
    for (let n = 1; n <= 52; n += 1) {
      await sender.post(`/api/profile/v1/customers/${firm}/lessons`, { kind: 'lesson', text: `Lesson number ${n}.` });
    }
    browser = await openBrowser();
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      reducedMotion: 'reduce',
      locale: 'en-GB',
    });
    context.setDefaultTimeout(60_000);
    page = await context.newPage();
    await page.goto(base);
    await page.getByLabel('Your name').fill('Ana Plan');
    await page.getByRole('radio', { name: 'Specialist' }).check();
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('navigation').waitFor();
    await page.goto(`${base}/customers/${firm}?tab=plan`);
  }, PATIENT);
  afterAll(() => browser?.close());

  it(
    'takes an opportunity, and moves it on: the stage says how likely it is',
    async () => {
      await page.getByRole('button', { name: 'Raise an opportunity' }).click();
      await field('What').fill('Third warehouse');
      await field('Amount').fill('much');
      await save();
      await page.getByText('An amount, and the three letters of its currency.').waitFor();
      await isSound();
      await field('Amount').fill('1250.50');
      await field('To close on').fill('2031-12-31');
      await save();
      const row = panel('Opportunities').getByRole('row', { name: /Third warehouse/ });
      await row.getByText('€1,250.50').waitFor();
      await row.getByText('10%').waitFor();
      await row.getByRole('button', { name: 'Third warehouse: change' }).press('Enter');
      await field('Stage').selectOption('proposed');
      await save();
      await row.getByText('proposed').waitFor();
      await row.getByText('50%').waitFor();
    },
    PATIENT,
  );

  it(
    'takes an action with its owner, and its end',
    async () => {
      await page.getByRole('button', { name: 'Add an action' }).click();
      await field('What').fill('Visit the plant');
      expect(await field('Who').inputValue()).toBe('ana-plan');
      await field('Due').fill('2031-01-31');
      await save();
      await page.getByRole('button', { name: 'Visit the plant: done' }).click();
      await panel('Actions').getByRole('cell', { name: 'done', exact: true }).waitFor();
      await isSound();
    },
    PATIENT,
  );

  it(
    'takes a lesson, and shows those before it page by page',
    async () => {
      const lessons = panel('Lessons');
      await page.getByRole('button', { name: 'Log a lesson' }).click();
      await field('What was learnt').fill('Ask for the site plan first.');
      await save();
      await lessons.getByText('Ask for the site plan first.').waitFor();
      expect(await lessons.getByText('Lesson number 1.', { exact: true }).count()).toBe(0);
      await lessons.getByRole('button', { name: 'Show more' }).click();
      await lessons.getByText('Lesson number 1.', { exact: true }).waitFor();
    },
    PATIENT,
  );
});
