import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { gatewayAddress, openBrowser, Sender } from './browser.fixture.ts';

const gateway = gatewayAddress();
const onStack = gateway ? describe : describe.skip;
const base = gateway ?? '';
const PATIENT = 180_000;
const WIDE = { width: 1440, height: 900 };

onStack('the page of value and next best actions', () => {
  let browser: Browser;
  let page: Page;
  let silent = '';
  const panel = () => page.getByRole('region', { name: 'Next best actions' });
  const rowOf = (href: string) =>
    panel()
      .getByRole('row')
      .filter({ has: page.locator(`a[href="${href}"]`) });
  const waiting = () => panel().getByRole('row').filter({ hasText: 'waits for a manager' });

  async function isSound(): Promise<void> {
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag22aa']).analyze();
    const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(grave.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' | ')}`)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  }
  async function signIn(role: string): Promise<void> {
    await page.goto(base);
    await page.evaluate(() => sessionStorage.clear());
    await page.goto(base);
    await page.getByLabel('Your name').fill(`Value ${role}`);
    await page.getByRole('radio', { name: role }).check();
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('navigation').waitFor();
    await page.goto(`${base}/value`);
    await page.getByRole('heading', { name: 'Value', exact: true }).waitFor();
  }

  beforeAll(async () => {
    const [sender, manager] = [new Sender(base), new Sender(base)];
    await sender.signIn('Value Spec');
    await manager.signIn('Value Manager', 'manager');
    // Two who bought long ago and were not heard of since: nothing more is to be spent on them, if a manager says so.
    for (const name of ['Silent Sam', 'Silent Sue']) {
      const identifiers = [{ type: 'externalId', value: randomUUID(), verified: true }];
      const customer = { partyType: 'individual', name, identifiers };
      silent = String((await sender.post('/api/profile/v1/customers', customer)).body['customerId']);
      const occurredAt = new Date(Date.now() - 500 * 86_400_000).toISOString();
      const amount = { minor: 1_200, currency: 'EUR' };
      await sender.post('/api/interactions/v1/purchases', {
        customerId: silent,
        channel: 'web',
        amount,
        lines: [],
        occurredAt,
      });
    }
    browser = await openBrowser();
    const context = await browser.newContext({ viewport: WIDE, reducedMotion: 'reduce', locale: 'en-GB' });
    context.setDefaultTimeout(60_000);
    page = await context.newPage();
    await signIn('Manager');
    while ((await waiting().count()) < 2) {
      for (const score of ['valueClass', 'retentionRisk', 'nextBestAction']) {
        await manager.post('/api/analytics/v1/score-runs', { score });
        await page.waitForTimeout(2_000);
      }
      await page.reload();
      await page.getByRole('heading', { name: 'Next best actions' }).waitFor();
      await page.waitForTimeout(1_000);
    }
  }, PATIENT);
  afterAll(() => browser?.close());

  it(
    'lets a manager accept a proposal, and do something else than another proposes, with the reason',
    async () => {
      await isSound();
      const hrefs = await waiting()
        .getByRole('link')
        .evaluateAll(links => links.map(link => link.getAttribute('href') ?? ''));
      const [accepted = '', declined = ''] = hrefs;
      await rowOf(accepted)
        .getByRole('button', { name: /^Accept/ })
        .click();
      await rowOf(accepted).waitFor({ state: 'detached' });
      await rowOf(declined)
        .getByRole('button', { name: /^Something else/ })
        .press('Enter');
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('What is done').selectOption('develop');
      await dialog.getByLabel('Why').selectOption('temporarySituation');
      await isSound();
      await dialog.getByRole('button', { name: 'Save' }).click();
      await rowOf(declined).waitFor({ state: 'detached' });
      await panel().getByText('all', { exact: true }).click();
      await panel().getByLabel('What is proposed').selectOption('stop extra spending');
      await rowOf(declined).getByText('it is temporary').waitFor();
      await rowOf(accepted).getByText('accepted').waitFor();
    },
    PATIENT,
  );

  it(
    'shows by which rules, and what each class brings, as a table too',
    async () => {
      const matrix = page.getByRole('table', { name: /What is done by value and risk/ });
      await matrix.getByText('when a manager decided').waitFor();
      await page.getByRole('table', { name: 'Versions of the rules' }).getByText('in force').waitFor();
      const picture = page.getByRole('region', { name: 'What each value class brings' });
      await picture.or(page.getByText('Nobody has been ranked yet.')).first().waitFor();
    },
    PATIENT,
  );

  it(
    'is read, and not decided on, by a supervisor, on a phone in the dark too; the page of the customer tells its worth',
    async () => {
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.setViewportSize({ width: 390, height: 844 });
      await signIn('Supervisor');
      await panel().getByText('all', { exact: true }).click();
      await panel().getByRole('row').nth(1).waitFor();
      expect(
        await panel()
          .getByRole('button', { name: /^Accept/ })
          .count(),
      ).toBe(0);
      await isSound();
      await page.emulateMedia({ colorScheme: 'light' });
      await page.setViewportSize(WIDE);
      await page.goto(`${base}/customers/${silent}`);
      const worth = page.getByRole('region', { name: 'Worth and next step' });
      await worth.getByText('Next best action').waitFor();
      await worth.getByRole('button', { name: /Next best action/ }).click();
      await page.getByRole('dialog').waitFor();
      await isSound();
    },
    PATIENT,
  );
});
