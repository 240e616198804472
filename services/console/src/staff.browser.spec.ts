import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { gatewayAddress, openBrowser } from './browser.fixture.ts';

const gateway = gatewayAddress();
const onStack = gateway ? describe : describe.skip;
const base = gateway ?? '';
const PATIENT = 120_000;

onStack('the page of staff and teams', () => {
  const run = randomUUID().slice(0, 8);
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await openBrowser();
    const context = await browser.newContext({ reducedMotion: 'reduce', locale: 'en-GB' });
    context.setDefaultTimeout(30_000);
    page = await context.newPage();
  }, PATIENT);
  afterAll(() => browser?.close());

  async function signIn(role: string): Promise<void> {
    await page.goto(base);
    await page.evaluate(() => sessionStorage.clear());
    await page.goto(base);
    await page.getByLabel('Your name').fill(`Staff ${role} ${run}`);
    await page.getByRole('radio', { name: role }).check();
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('link', { name: 'Staff' }).waitFor();
    await page.goto(`${base}/staff`);
    await page.getByRole('heading', { name: 'Staff and teams' }).waitFor();
  }
  async function isSound(): Promise<void> {
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag22aa']).analyze();
    const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(grave.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' | ')}`)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  }
  const save = () => page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();

  it(
    'lets the administrator add somebody and a team, and whoever leads arrange who stands in, on a phone in the dark too',
    async () => {
      await signIn('Administrator');
      await page.getByRole('button', { name: 'Add a team' }).click();
      await page.getByRole('dialog').getByLabel('Team').fill(`team-${run}`);
      await page.getByRole('dialog').getByLabel('Led by').fill(`s-${run}`);
      await save();
      await page.getByRole('row', { name: `team-${run}` }).waitFor();
      await page.getByRole('button', { name: 'Add somebody' }).click();
      await isSound();
      await page.getByRole('dialog').getByRole('textbox', { name: 'Id', exact: true }).fill(`a-${run}`);
      await page.getByRole('dialog').getByLabel('Name').fill('Ana Abel');
      await page.getByRole('dialog').getByLabel('Team').fill(`team-${run}`);
      await save();
      await page.getByRole('row', { name: `Ana Abel (a-${run}) Specialist team-${run}` }).waitFor();
      await page.getByRole('button', { name: 'Add somebody' }).click();
      await page.getByRole('dialog').getByRole('textbox', { name: 'Id', exact: true }).fill(`s-${run}`);
      await page.getByRole('dialog').getByLabel('Name').fill('Sue Stone');
      await page.getByRole('dialog').getByLabel('Signs in as').fill(`supervisor:staff-supervisor-${run}`);
      await save();
      await page.getByRole('row', { name: `Sue Stone (s-${run})` }).waitFor();
      await isSound();

      await page.emulateMedia({ colorScheme: 'dark' });
      await page.setViewportSize({ width: 390, height: 844 });
      await signIn('Supervisor');
      expect(await page.getByRole('button', { name: 'Add somebody' }).count()).toBe(0);
      await page.getByRole('button', { name: `When Ana Abel (a-${run}) is away` }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Covered by').fill('deputy');
      await dialog.getByLabel('First day').fill('2099-07-01');
      await dialog.getByLabel('Last day').fill('2099-07-14');
      await save();
      await dialog.waitFor({ state: 'detached' });
      await page.getByRole('button', { name: `When Ana Abel (a-${run}) is away` }).click();
      await dialog.getByText('covered by deputy').waitFor();
      await isSound();
      await dialog.getByRole('button', { name: 'Take back' }).click();
      await dialog.getByText('covered by deputy').waitFor({ state: 'detached' });
    },
    PATIENT,
  );
});
