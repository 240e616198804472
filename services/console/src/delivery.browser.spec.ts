import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { gatewayAddress, openBrowser, Sender } from './browser.fixture.ts';

const base = gatewayAddress() ?? '';
const onStack = base === '' ? describe.skip : describe;
const PATIENT = 120_000;
const WIDE = { width: 1440, height: 900 };

onStack('the page of messages', () => {
  let browser: Browser;
  let page: Page;
  let customerId: string;
  const sender = new Sender(base);
  const rows = () => page.getByRole('table', { name: 'Messages' }).getByRole('row');

  beforeAll(async () => {
    await sender.signIn('Delivery Spec');
    const email = { type: 'email', value: `d${randomUUID().slice(0, 8)}@example.org`, verified: true };
    const customer = { partyType: 'individual', name: 'Dora Sent', identifiers: [email] };
    customerId = String((await sender.post('/api/profile/v1/customers', customer)).body['customerId']);
    const message = { customerId, template: 'dataConfirmation', values: { details: 'Berlin' } };
    await sender.post('/api/interactions/v1/messages', message);
    browser = await openBrowser();
    const context = await browser.newContext({ viewport: WIDE, locale: 'en-GB', reducedMotion: 'reduce' });
    context.setDefaultTimeout(60_000);
    page = await context.newPage();
    await page.goto(`${base}/delivery?customer=${customerId}`);
    await page.getByLabel('Your name').fill('Delivery Spec');
    await page.getByRole('radio', { name: 'Manager' }).check();
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Messages to customers' }).waitFor();
  }, PATIENT);
  afterAll(() => browser?.close());

  it(
    'shows what a customer was sent, by state and channel',
    async () => {
      await rows().filter({ hasText: 'are your details right' }).waitFor();
      await page.getByRole('combobox', { name: 'By' }).selectOption('sms');
      await page.getByText('No message like this.').waitFor();
      await page.getByRole('combobox', { name: 'By' }).selectOption('email');
      await rows().filter({ hasText: 'Dora Sent' }).waitFor();
    },
    PATIENT,
  );

  it(
    'shows a template as it is read, in both languages, and can be used by everybody in light and dark',
    async () => {
      await page.getByRole('button', { name: 'complaint received' }).click();
      const drawer = page.getByRole('dialog');
      await drawer.getByText('We have received your complaint reference').waitFor();
      await drawer.getByText('中文').click();
      await drawer.getByText('我们已收到您的投诉 reference', { exact: true }).waitFor();
      await page.keyboard.press('Escape');
      await drawer.waitFor({ state: 'detached' });
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa']).analyze();
        expect(violations.map(({ id }) => id)).toEqual([]);
      }
    },
    PATIENT,
  );

  it(
    'lets a manager turn off what is sent by itself, and on again',
    async () => {
      const rule = page.getByRole('table', { name: 'Sent by itself' }).getByRole('row', { name: /erased/ });
      await rule.getByRole('button', { name: 'Turn off' }).click();
      await rule.getByRole('button', { name: 'Turn on' }).click();
      await rule.getByRole('button', { name: 'Turn off' }).waitFor();
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
    },
    PATIENT,
  );
});
