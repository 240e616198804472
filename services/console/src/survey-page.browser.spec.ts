import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { gatewayAddress, openBrowser, Sender } from './browser.fixture.ts';

const gateway = gatewayAddress();
const onStack = gateway ? describe : describe.skip;
const PATIENT = 120_000;

onStack('the page of a survey, by its link and without scripts', () => {
  let browser: Browser;
  let sender: Sender;
  const base = gateway ?? '';
  const foreign: string[] = [];

  beforeAll(async () => {
    sender = new Sender(base);
    await sender.signIn('Survey Spec');
    browser = await openBrowser();
  }, PATIENT);
  afterAll(async () => {
    await browser?.close();
  });

  async function invited(survey: string): Promise<string> {
    const { body } = await sender.post('/api/interactions/v1/survey-invitations', { customerId: randomUUID(), survey });
    return `${base}${new URL(String(body['link']), base).pathname}`;
  }

  async function open(link: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ javaScriptEnabled: false, locale: 'en-GB', ...options });
    context.setDefaultTimeout(60_000);
    const page = await context.newPage();
    page.on('request', request => {
      if (!request.url().startsWith(base)) foreign.push(request.url());
    });
    await page.goto(link);
    return page;
  }

  it(
    'is answered by the keyboard alone, once',
    async () => {
      const link = await invited('csat');
      const page = await open(link);
      await page.getByRole('heading', { name: 'How satisfied are you?' }).waitFor();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Space');
      for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowRight');
      expect(await page.getByRole('radio', { name: '4', exact: true }).first().isChecked()).toBe(true);
      await page.getByLabel('Anything you would like to add?').fill('Quick & kind');
      await page.getByRole('button', { name: 'Send' }).press('Enter');
      await page.getByRole('heading', { name: 'Thank you' }).waitFor();
      await page.goto(link);
      await page.getByRole('heading', { name: 'You have answered already' }).waitFor();
      await page.context().close();
    },
    PATIENT,
  );

  it(
    'says what is missing, and keeps what was filled in',
    async () => {
      const page = await open(await invited('servqual'));
      // A browser that checks nothing itself.
      await page.getByRole('group', { name: 'What is promised by a date is done by that date' }).waitFor();
      await page.getByLabel('Reliability: what is promised is done').fill('60');
      const answers = page.locator('input[type=radio][value="5"]');
      for (const answer of await answers.all()) await answer.check({ force: true });
      await page.getByRole('button', { name: 'Send' }).click();
      await page.getByRole('alert').getByText('How important is each to you?').waitFor();
      await page.getByText('They add up to 60.').waitFor();
      expect(await page.getByLabel('Reliability: what is promised is done').inputValue()).toBe('60');
      await page.getByLabel('Responsiveness: prompt, willing help').fill('40');
      await page.getByRole('button', { name: 'Send' }).click();
      await page.getByRole('heading', { name: 'Thank you' }).waitFor();
      await page.context().close();
    },
    PATIENT,
  );

  it.each(['csat', 'nps', 'servqual', 'wallet', 'recovery', 'participation.customer'])(
    'has nothing that keeps people out: %s, in both languages and schemes',
    async code => {
      const link = await invited(code);
      for (const [locale, colorScheme, width] of [
        ['en-GB', 'light', 390],
        ['zh-CN', 'dark', 1200],
      ] as const) {
        const looks = { locale, colorScheme, viewport: { width, height: 900 } };
        const page = await open(link, { ...looks, javaScriptEnabled: true });
        expect(await page.locator('html').getAttribute('lang')).toBe(locale === 'zh-CN' ? 'zh-Hans' : 'en');
        const { violations } = await new AxeBuilder({ page })
          .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
          .analyze();
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' | ')}`)).toEqual([]);
        const overflow = await page.evaluate('document.documentElement.scrollWidth > window.innerWidth');
        expect(overflow).toBe(false);
        await page.context().close();
      }
      expect(foreign).toEqual([]);
    },
    PATIENT,
  );

  it(
    'is a friendly one where the link is none',
    async () => {
      const page = await open(`${base}/s/${'x'.repeat(71)}`);
      await page.getByRole('heading', { name: 'This link does not work' }).waitFor();
      await page.context().close();
    },
    PATIENT,
  );
});
