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
  const person = `Zora ${randomUUID().slice(0, 8)}`;
  const panel = (name: string) => page.getByRole('region', { name, exact: true });
  const field = (name: string) => page.getByRole('dialog').getByLabel(name);
  const save = () => page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();

  async function isSound(): Promise<void> {
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag22aa']).analyze();
    const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(grave.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' | ')}`)).toEqual([]);
  }

  async function openAs(name: string, role: string): Promise<Page> {
    const viewport = { width: 1440, height: 900 };
    const context = await browser.newContext({ viewport, reducedMotion: 'reduce', locale: 'en-GB' });
    context.setDefaultTimeout(60_000);
    const opened = await context.newPage();
    await opened.goto(base);
    await opened.getByLabel('Your name').fill(name);
    await opened.getByRole('radio', { name: role }).check();
    await opened.getByRole('button', { name: 'Sign in' }).click();
    await opened.getByRole('navigation').waitFor();
    await opened.goto(`${base}/customers/${firm}?tab=plan`);
    return opened;
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
    const ada = { partyType: 'individual', name: person, identifiers: [{ ...identifiers[0], value: randomUUID() }] };
    await sender.post('/api/profile/v1/customers', ada);
    browser = await openBrowser();
    page = await openAs('Ana Plan', 'Specialist');
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

  it(
    'takes basic data, and shows at its field what is wrong',
    async () => {
      const basics = panel('Basic data');
      await basics.getByRole('button', { name: 'Describe' }).click();
      await field('Industry').fill('9 machine tools');
      await field('Country').fill('DE');
      await field('Employees').fill('1200');
      await field('Revenue').fill('40000000');
      await field('Business year').selectOption('April');
      await save();
      await page.getByRole('dialog').locator('.mantine-InputWrapper-error').first().waitFor();
      expect(await field('Industry').getAttribute('aria-invalid')).toBe('true');
      expect(await field('Country').getAttribute('aria-invalid')).not.toBe('true');
      await isSound();
      await field('Industry').fill('machineTools');
      await save();
      await basics.getByText('machine tools').waitFor();
      await basics.getByText('1,200').waitFor();
      await basics.getByText('April').waitFor();
    },
    PATIENT,
  );

  it(
    'takes a contact person who is looked up, with roles, and lets go of them',
    async () => {
      const relations = panel('People and owner');
      await relations.getByRole('button', { name: 'Contact person' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('combobox').or(dialog.getByLabel('Person')).first().fill(person);
      await page.getByRole('option', { name: person }).click();
      await dialog.getByRole('checkbox', { name: 'payer' }).check();
      await dialog.getByRole('checkbox', { name: 'decision maker' }).check();
      await isSound();
      await save();
      const row = relations.getByRole('row', { name: person });
      await row.getByText('decision maker, payer').waitFor();
      await row.getByRole('button', { name: `${person}: roles in a deal` }).click();
      await dialog.getByRole('checkbox', { name: 'payer' }).uncheck();
      await save();
      await row.getByText('decision maker', { exact: true }).waitFor();
      await row.getByRole('button', { name: 'No longer' }).click();
      await dialog.getByRole('radio', { name: 'left the organisation' }).check();
      await dialog.getByRole('button', { name: 'No longer' }).click();
      await row.waitFor({ state: 'detached' });
    },
    PATIENT,
  );

  it(
    'lets managers name who looks after them, and nobody else',
    async () => {
      expect(await page.getByRole('button', { name: 'Name the owner' }).count()).toBe(0);
      page = await openAs('Max Plan', 'Manager');
      const relations = panel('People and owner');
      await relations.getByRole('button', { name: 'Name the owner' }).click();
      await field('Owner').fill('Ana!');
      await save();
      await page.getByRole('dialog').locator('.mantine-InputWrapper-error').first().waitFor();
      expect(await field('Owner').getAttribute('aria-invalid')).toBe('true');
      await field('Owner').fill('ana-plan');
      await field('Team').fill('ben-plan, eva-plan');
      await save();
      await relations.getByText('ana-plan').waitFor();
      await relations.getByText('ben-plan, eva-plan').waitFor();
    },
    PATIENT,
  );
});
