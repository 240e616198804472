import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { breakContactsOf, gatewayAddress, openBrowser, Sender } from './browser.fixture.ts';

const gateway = gatewayAddress();
const onStack = gateway ? describe : describe.skip;
const base = gateway ?? '';
/** The stack may be starting, and shares its two cores with all else that is tested. */
const PATIENT = 120_000;

onStack('the console, used as a person uses it', () => {
  const surname = `Probe${randomUUID().slice(0, 8)}`;
  const name = `Wanda ${surname}`;
  const email = `${surname.toLowerCase()}@example.com`;
  const foreign: string[] = [];
  const failures: string[] = [];
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let sender: Sender;
  let customerId: string;
  let complaintPath: string;

  const contact = () =>
    sender.post('/api/interactions/v1/interactions', {
      customerId,
      channel: 'phone',
      direction: 'inbound',
      phase: 'afterSale',
      type: 'support',
      outcome: 'solved',
    });

  /** Violations that keep people out; colours are looked at by axe as drawn. */
  async function seriousViolations(): Promise<string[]> {
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
      .analyze();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' | ')}`);
  }

  beforeAll(async () => {
    sender = new Sender(base);
    await sender.signIn('Browser Spec');
    const registered = await sender.post('/api/profile/v1/customers', {
      partyType: 'individual',
      name,
      preferredLanguage: 'zh',
      identifiers: [{ type: 'email', value: email, verified: true }],
    });
    customerId = String(registered.body['customerId']);
    browser = await openBrowser();
    // Without motion nothing is looked at while it fades in.
    const wide = { width: 1440, height: 900 };
    context = await browser.newContext({ viewport: wide, locale: 'en-GB', reducedMotion: 'reduce' });
    context.setDefaultTimeout(60_000);
    page = await context.newPage();
    page.on('request', request => {
      if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(base)) foreign.push(request.url());
    });
    page.on('pageerror', error => failures.push(error.message));
  }, PATIENT);

  afterAll(async () => {
    await browser?.close();
  });

  it(
    'asks who one is, and says what is missing',
    async () => {
      await page.goto(`${base}/customers`);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByText('Type your name').waitFor();
      expect(await seriousViolations()).toEqual([]);
      await page.getByLabel('Your name').fill('Browser Spec');
      await page.getByRole('radio', { name: 'Supervisor' }).check();
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('heading', { name: 'Customers' }).waitFor();
    },
    PATIENT,
  );

  it(
    'finds a customer by Ctrl K, a part of the name and Enter',
    async () => {
      await page.keyboard.press('Control+k');
      await page.getByRole('dialog').getByRole('textbox').fill(surname);
      await page.getByRole('dialog').getByText(name).waitFor();
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name }).waitFor();
      expect(page.url()).toContain(customerId);
      await page.getByText('speaks Chinese').waitFor();
    },
    PATIENT,
  );

  it(
    'shows a contact the moment it is recorded, without a reload',
    async () => {
      await page.getByText('live', { exact: true }).waitFor();
      await page.evaluate(() => Object.assign(window, { notReloaded: true }));
      await contact();
      await page.getByRole('listitem').filter({ hasText: 'support, solved' }).waitFor();
      await page.getByRole('button', { name: /^Contacts\s*1/ }).waitFor();
      expect(await page.evaluate(() => 'notReloaded' in window)).toBe(true);
      expect(await seriousViolations()).toEqual([]);
    },
    PATIENT,
  );

  it(
    'opens the definition and the events behind a figure',
    async () => {
      await page.getByRole('button', { name: /^Contacts/ }).click();
      const drawer = page.getByRole('dialog');
      await drawer.getByText('What it means').waitFor();
      await drawer.getByText('support, solved').waitFor();
      expect(await seriousViolations()).toEqual([]);
      await page.keyboard.press('Escape');
      await drawer.waitFor({ state: 'hidden' });
    },
    PATIENT,
  );

  it(
    'takes a complaint through its first step, and shows which evidence is missing for the next',
    async () => {
      await sender.post('/api/complaints/v1/complaints', {
        customerId,
        channel: 'phone',
        cause: 'late',
        severity: 2,
        demands: ['quick'],
      });
      await page.getByRole('link', { name: 'late delivery' }).click();
      await page.getByRole('heading', { name: 'Complaint: late delivery' }).waitFor();
      complaintPath = new URL(page.url()).pathname;
      await page.getByLabel('The problem, in the customer’s words').fill('It was promised for Monday.');
      await page.getByLabel('The customer has heard it restated and agreed').check();
      await page.getByRole('button', { name: 'Confirm the problem' }).click();
      await page.getByRole('button', { name: 'Record what was said' }).click();
      await page.getByText('must show an apology').waitFor();
      await page.getByText('It was promised for Monday.').waitFor();
      expect(await seriousViolations()).toEqual([]);
    },
    PATIENT,
  );

  it(
    'draws the measures, each with its table',
    async () => {
      await page.getByRole('link', { name: 'Measures' }).click();
      await page.getByRole('img', { name: 'Customers kept' }).waitFor();
      for (const heading of ['Satisfaction now', 'Customers kept', 'Channels compared', 'Complaints']) {
        await page.getByRole('heading', { name: heading, exact: true }).waitFor();
      }
      await page.getByRole('button', { name: 'Show “By cause” as a table' }).click();
      await page.getByRole('cell', { name: 'late delivery' }).waitFor();
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Download “Customers kept” as CSV' }).click();
      expect((await download).suggestedFilename()).toBe('retention.csv');
      expect(await seriousViolations()).toEqual([]);
    },
    PATIENT,
  );

  it(
    'keeps what is parked from those who do not answer for it, and shows managers that all is well',
    async () => {
      expect(await page.getByRole('link', { name: 'Parked' }).count()).toBe(0);
      await page.getByRole('button', { name: 'Settings' }).click();
      await page.getByText('Sign out').click();
      await page.getByLabel('Your name').fill('Browser Manager');
      await page.getByRole('radio', { name: 'Manager' }).check();
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('link', { name: 'Parked' }).click();
      await page.getByText('All is well').waitFor();
      expect(await seriousViolations()).toEqual([]);
    },
    PATIENT,
  );

  it(
    'shows what is parked when it happens, tries it again in vain and then, when it is mended, with success',
    async () => {
      const fault = await breakContactsOf(customerId);
      try {
        await contact();
        await contact();
        await page.getByRole('button', { name: 'Interaction recorded' }).waitFor();
        await page.getByText('2 events').waitFor();
        expect(await seriousViolations()).toEqual([]);
        await page.getByRole('button', { name: 'Interaction recorded' }).click();
        const drawer = page.getByRole('dialog');
        await drawer.getByText(`"customerId": "${customerId}"`).waitFor();
        await drawer.getByRole('button', { name: 'Try again' }).click();
        await drawer.getByText('1 failed again').waitFor();
        await drawer.getByText('1 time in vain').waitFor();
        expect(await seriousViolations()).toEqual([]);
      } finally {
        await fault.mend();
      }
      const drawer = page.getByRole('dialog');
      await drawer.getByRole('button', { name: 'Try with the 1 behind it' }).click();
      await drawer.getByText('2 applied').waitFor();
      await page.keyboard.press('Escape');
      await page.getByText('All is well').waitFor();
    },
    PATIENT,
  );

  it(
    'drops an event for a reason that stays, and applies what waited behind it',
    async () => {
      const fault = await breakContactsOf(customerId);
      try {
        await contact();
        await contact();
        await page.getByText('2 events').waitFor();
      } finally {
        await fault.mend();
      }
      await page.getByRole('button', { name: 'Interaction recorded' }).click();
      await page.getByRole('button', { name: 'Drop…' }).click();
      const dialog = page.getByRole('dialog', { name: 'Drop this event for good?' });
      await dialog.getByRole('button', { name: 'Drop for good' }).click();
      await dialog.getByText('Say why').waitFor();
      expect(await seriousViolations()).toEqual([]);
      await dialog.getByLabel('Why').fill(`Recorded by mistake for ${surname}`);
      await dialog.getByRole('button', { name: 'Drop for good' }).click();
      await page.getByText('1 of the same subject still waits').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Try all again' }).click();
      await page.getByText('1 applied').waitFor();
      await page.getByText('All is well').waitFor();
      await page.getByText('Dropped', { exact: true }).click();
      await page.getByText(`Recorded by mistake for ${surname}`).waitFor();
      expect(await seriousViolations()).toEqual([]);
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
      const drawn = [
        { path: '/customers', shown: page.getByRole('heading', { name: '客户' }) },
        { path: `/customers/${customerId}`, shown: page.getByText('求助, 已解决').first() },
        { path: complaintPath, shown: page.getByRole('button', { name: '记录沟通' }) },
        { path: '/measures', shown: page.getByRole('img', { name: '客户保留率' }) },
        { path: '/parked', shown: page.getByText('一切正常') },
      ];
      for (const { path, shown } of drawn) {
        await page.goto(`${base}${path}`);
        await shown.waitFor();
        expect(await seriousViolations()).toEqual([]);
        const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(wider).toBeLessThanOrEqual(0);
      }
    },
    PATIENT,
  );

  it('loaded nothing from another host and threw nothing', () => {
    expect(foreign).toEqual([]);
    expect(failures).toEqual([]);
  });
});
