import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { gatewayAddress, openBrowser, Sender } from './browser.fixture.ts';

const base = gatewayAddress() ?? '';
const onStack = base === '' ? describe.skip : describe;
const PATIENT = 120_000;
const WIDE = { width: 1440, height: 900 };

onStack('the page of work', () => {
  let browser: Browser;
  let page: Page;
  const sender = new Sender(base);
  // A word of its own, so that what others left on the stack is not looked at.
  const task = `probe${randomUUID().slice(0, 8)}`;

  const raise = (priority: number) =>
    sender.post('/api/interactions/v1/work-items', {
      task,
      priority,
      team: 'service',
      dueAt: new Date(Date.now() + 3_600_000).toISOString(),
    });
  const row = () => page.getByRole('row').filter({ hasText: task });

  beforeAll(async () => {
    await sender.signIn('Work Spec');
    browser = await openBrowser();
    const context = await browser.newContext({ viewport: WIDE, locale: 'en-GB', reducedMotion: 'reduce' });
    context.setDefaultTimeout(60_000);
    page = await context.newPage();
    await page.goto(`${base}/work?whose=all`);
    await page.getByLabel('Your name').fill('Work Spec');
    await page.getByRole('radio', { name: 'Specialist' }).check();
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Work' }).waitFor();
  }, PATIENT);
  afterAll(() => browser?.close());

  it(
    'shows what is raised while somebody looks, and lets it be taken on and done by keys',
    async () => {
      await page.getByText('live', { exact: true }).waitFor();
      await raise(100);
      await row().waitFor();
      const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa']).analyze();
      expect(violations.map(({ id }) => id)).toEqual([]);
      while ((await row().getAttribute('aria-current')) === null) await page.keyboard.press('j');
      await page.keyboard.press('c');
      await row().getByText('me', { exact: true }).waitFor();
      await page.keyboard.press('d');
      await page.getByRole('dialog').getByLabel('What came of it').selectOption('reached');
      await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
      await row().waitFor({ state: 'detached' });
    },
    PATIENT,
  );

  it(
    'fits a phone',
    async () => {
      await page.setViewportSize({ width: 390, height: 780 });
      const over = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(over).toBeLessThanOrEqual(0);
      await page.setViewportSize(WIDE);
    },
    PATIENT,
  );
});
