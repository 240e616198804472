import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { gatewayAddress, openBrowser, Sender } from './browser.fixture.ts';

const gateway = gatewayAddress();
const onStack = gateway ? describe : describe.skip;
const base = gateway ?? '';
const PATIENT = 120_000;

onStack('the parts of the customer page, and the pages of those who answer for data', () => {
  let browser: Browser;
  let page: Page;
  let firm = '';

  async function signIn(role: string): Promise<void> {
    await page.goto(base);
    await page.evaluate(() => sessionStorage.clear());
    await page.goto(base);
    await page.getByLabel('Your name').fill(`Parts ${role}`);
    await page.getByRole('radio', { name: role }).check();
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('navigation').waitFor();
  }
  async function isSound(): Promise<void> {
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag22aa']).analyze();
    const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(grave.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' | ')}`)).toEqual([]);
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(wider).toBeLessThanOrEqual(0);
  }

  beforeAll(async () => {
    const sender = new Sender(base);
    await sender.signIn('Parts Spec');
    const identifiers = [{ type: 'externalId', value: randomUUID(), verified: true }];
    const registered = await sender.post('/api/profile/v1/customers', {
      partyType: 'enterprise',
      name: 'Initech',
      identifiers,
    });
    firm = String(registered.body['customerId']);
    const of = `/api/profile/v1/customers/${firm}`;
    const scores = ['attitude', 'proficiency', 'relation', 'competitiveness'].map(indicator => ({
      indicator,
      score: 6,
    }));
    await sender.post(`${of}/health-checks`, { scores, occurredAt: '2026-01-05T09:00:00Z' });
    await sender.post(`${of}/health-checks`, { scores: scores.map(each => ({ ...each, score: 5 })) });
    await sender.post(`${of}/opportunities`, {
      title: 'Second warehouse',
      amount: { minor: 1_200_000, currency: 'EUR' },
    });
    await sender.post(`${of}/consents`, { purpose: 'marketing', channel: 'email', given: true, evidence: 'form' });
    browser = await openBrowser();
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      reducedMotion: 'reduce',
      locale: 'en-GB',
    });
    context.setDefaultTimeout(60_000);
    page = await context.newPage();
  }, PATIENT);
  afterAll(() => browser?.close());

  it(
    'show the plan with its trend of health, dealings and consents, each with why, by keyboard too',
    async () => {
      await signIn('Supervisor');
      await page.goto(`${base}/customers/${firm}?tab=plan`);
      await page.getByText('Second warehouse').waitFor();
      await page.getByRole('img', { name: 'Mean of each check' }).waitFor();
      await isSound();
      await page.getByRole('button', { name: 'Mean: why this number?' }).press('Enter');
      await page.getByRole('dialog').getByText('0 very poor to 9 excellent').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('tab', { name: 'Dealings' }).click();
      await page.getByText('No delivery yet.').waitFor();
      await isSound();
      await page.getByRole('tab', { name: 'Identity and privacy' }).click();
      await page.getByRole('button', { name: 'Consents: why this number?' }).waitFor();
      await isSound();
      await page.goto(`${base}/duplicates`);
      await page.getByRole('heading', { name: 'Likely duplicates' }).waitFor();
      await isSound();
    },
    PATIENT,
  );

  it(
    'bear it that figures are refused: the rest of the page stays, and says so in their place',
    async () => {
      const figures = '**/api/analytics/v1/customers/**';
      const refusal = { type: '/problems/forbidden', title: 'Not allowed', status: 403 };
      const contentType = 'application/problem+json';
      await page.route(figures, route => route.fulfill({ status: 403, contentType, body: JSON.stringify(refusal) }));
      await signIn('Specialist');
      await page.goto(`${base}/customers/${firm}`);
      const now = page.getByRole('region', { name: 'Now' });
      await now.getByRole('alert').getByText('does not allow this').waitFor();
      await now.getByTitle('Contacts: why this number?').waitFor();
      await page.getByRole('heading', { name: 'Initech' }).waitFor();
      await isSound();
      await page.unroute(figures);
    },
    PATIENT,
  );

  it(
    'let the privacy officer hold and look through erasures, and the administrator read catalogues, on a phone in the dark',
    async () => {
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.setViewportSize({ width: 390, height: 844 });
      await signIn('Privacy officer');
      await page.goto(`${base}/customers/${firm}?tab=privacy`);
      await page.getByRole('button', { name: 'Place a legal hold' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Place a legal hold' }).click();
      await page.getByText('Legal hold: legal dispute.').waitFor();
      await isSound();
      await page.goto(`${base}/erasures`);
      await page.getByRole('heading', { name: 'Receipts' }).waitFor();
      await isSound();
      await signIn('Administrator');
      await page.goto(`${base}/catalogues?name=needs`);
      await page.getByText('Content of version 1').waitFor();
      await isSound();
      await page.goto(`${base}/surveys`);
      await page.getByRole('heading', { name: 'Who is asked after a contact' }).waitFor();
      await isSound();
    },
    PATIENT,
  );
});
