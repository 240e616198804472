import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@rapport/testing';
import { randomUUID } from 'node:crypto';
import { answersThatChoose, choices } from '../domain/questionnaire.fixture.ts';
import { startProfile, type Ask, type Profile } from '../profile.fixture.ts';

let profile: Profile;
let ana: Ask;
let ben: Ask;
beforeAll(async () => {
  profile = await startProfile();
  [ana, ben] = [profile.as('ana'), profile.as('ben')];
});
afterAll(() => profile.close());

const after = (answer: { headers: Readonly<Record<string, unknown>> }) => ({
  'rapport-after': String(answer.headers['rapport-sequence']),
});
const appraise = (ask: Ask, ...chosen: Parameters<typeof choices>) =>
  ask('POST', '/v1/staff/me/style-answers', { answers: answersThatChoose(choices(...chosen)) });
const notice = (ask: Ask, customerId: string, assertive: number, responsive: number, interactionId = randomUUID()) =>
  ask('POST', `/v1/customers/${customerId}/style-marks`, {
    interactionId,
    marks: [
      ...['pace', 'statements', 'turns'].map(mark => ({ mark, value: assertive })),
      ...['feeling', 'focus', 'stories'].map(mark => ({ mark, value: responsive })),
    ],
  });
const seen = (ask: Ask, url: string, headers: Record<string, string>) =>
  eventually(async () => {
    const { status, body } = await ask('GET', url, undefined, headers);
    if (status === 503) throw new Error('not visible yet');
    return body;
  });
const viewAs = (ask: Ask, customerId: string, headers: Record<string, string>) =>
  seen(ask, `/v1/customers/${customerId}/view`, headers);

describe('the advice on the view', () => {
  it('is another for each of two agents who look at the same customer, and says which style it is relative to', async () => {
    const customerId = await profile.register();
    await notice(ana, customerId, 1, -1);
    const noted = await notice(ben, customerId, 1, -1);
    expect(noted.status).toBe(201);
    const before = await viewAs(ana, customerId, after(noted));
    expect(before).toMatchObject({
      style: { styles: ['driver'], source: 'observation', marks: 12, contacts: 2 },
      advice: { serve: [{ code: 'driver' }], adapt: [], relativeTo: null },
    });
    const [warm, quick] = [await appraise(ana, 2, 8, 1, 1), await appraise(ben, 1, 1, 8, 2)];
    expect([warm.status, quick.status]).toEqual([201, 201]);
    const [forAna, forBen] = [await viewAs(ana, customerId, after(warm)), await viewAs(ben, customerId, after(quick))];
    expect(forAna['advice']).toMatchObject({
      relativeTo: ['amiable'],
      adapt: [
        { when: 'moreAssertive', advice: { en: 'More assertive than you: shorten, offer choice' } },
        { when: 'lessResponsive', advice: { en: 'Less responsive than you: facts first' } },
      ],
    });
    expect(forBen['advice']).toMatchObject({
      relativeTo: ['driver'],
      adapt: [{ when: 'moreAssertive' }, { when: 'lessResponsive' }],
    });
    expect(forAna['style']).toEqual(forBen['style']);
  });

  it('follows the customer’s own answers, which outrank what agents noticed, and shows all that it rests on', async () => {
    const customerId = await profile.register();
    await notice(ana, customerId, 1, -1);
    await notice(ana, customerId, 1, -1);
    const answers = answersThatChoose(choices(1, 8, 1, 2));
    const body = { answers, source: 'survey', sourceId: randomUUID() };
    const first = await ana('POST', `/v1/customers/${customerId}/style-answers`, body);
    const again = await ana('POST', `/v1/customers/${customerId}/style-answers`, body);
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(first.body['appraisalId']).toBe(again.body['appraisalId']);
    const known = await seen(ben, `/v1/customers/${customerId}/style`, after(first));
    expect(known).toMatchObject({
      style: { styles: ['amiable'], source: 'answers', strengths: { amiable: 0.6667 } },
      answers: [{ version: 1 }],
    });
    expect(known['observations']).toHaveLength(2);
  });

  it('shows a self-appraisal to nobody else', async () => {
    const said = await appraise(profile.as('cleo'), 0, 0, 0, 12);
    expect((await seen(profile.as('cleo'), '/v1/staff/me/style', after(said)))['style']).toMatchObject({
      styles: ['expressive'],
      assertiveness: 1,
      responsiveness: 1,
    });
    expect((await profile.as('dan')('GET', '/v1/staff/me/style')).body['style']).toBeNull();
  });
});

describe('what is refused, with its reason', () => {
  it.each([
    ['too few answers', { answers: answersThatChoose(choices(0, 0, 9, 0)) }, 422, 'too-few-answers'],
    ['an item that is not there', { answers: [{ item: 99, choice: 'a' }] }, 422, 'survey-mismatch'],
    ['a choice that is not there', { answers: [{ item: 1, choice: 'e' }] }, 400, 'form'],
    ['a version that is not there', { version: 9, answers: [{ item: 1, choice: 'a' }] }, 422, 'survey-unknown'],
  ])('%s', async (_what, body, status, slug) => {
    const customerId = await profile.register();
    const answer = await ana('POST', `/v1/customers/${customerId}/style-answers`, body);
    expect(answer).toMatchObject({ status, body: { type: `/problems/${slug}` } });
  });

  it('a mark that the catalogue does not have, and a customer whom nobody knows', async () => {
    const body = { interactionId: randomUUID(), marks: [{ mark: 'hat', value: 1 }] };
    const asked = async (id: string) => (await ana('POST', `/v1/customers/${id}/style-marks`, body)).body['type'];
    expect(await asked(await profile.register())).toBe('/problems/code-unknown');
    expect(await asked(randomUUID())).toBe('/problems/customer-unknown');
  });
});

describe('a catalogue', () => {
  it('is read by all, and gets a version by an administrator, which changes no style that is known', async () => {
    const root = profile.as('root', 'administrator');
    const customerId = await profile.register();
    await notice(ana, customerId, 1, -1);
    const noted = await notice(ana, customerId, 1, -1);
    const read = await ana('GET', '/v1/catalogues/style');
    expect(read).toMatchObject({ status: 200, headers: { etag: '"1"' }, body: { version: 1, publishedBy: null } });
    const content = structuredClone(read.body['content']);
    Object.assign(content ?? {}, { rule: { ...Object(Object(content).rule), contacts: 3 } });
    expect((await ana('POST', '/v1/catalogue-versions/style', { content })).status).toBe(403);
    const stale = await root('POST', '/v1/catalogue-versions/style', { content }, { 'if-match': '"7"' });
    expect(stale.status).toBe(412);
    const added = await root('POST', '/v1/catalogue-versions/style', { content }, { 'if-match': '"1"' });
    expect(added).toMatchObject({ status: 201, body: { version: 2 } });
    const versions = await ana('GET', '/v1/catalogues/style/versions');
    expect(versions.body['items']).toMatchObject([{ version: 2 }, { version: 1, publishedBy: null }]);
    expect((await ana('GET', '/v1/catalogues/style?version=1')).body['content']).toEqual(read.body['content']);
    expect((await viewAs(ben, customerId, after(noted)))['style']).toMatchObject({ styles: ['driver'] });
  });

  it('is refused with what is missing in it, and from the past', async () => {
    const root = profile.as('root', 'administrator');
    const { content } = (await ana('GET', '/v1/catalogues/health')).body;
    const past = { content, validFrom: '2020-01-01T00:00:00Z' };
    expect((await root('POST', '/v1/catalogue-versions/health', past)).body['type']).toBe('/problems/time-order');
    for (const validFrom of ['2026-01-01T00:00:00+99:99', '9999-12-31T23:59:59-14:00']) {
      expect((await root('POST', '/v1/catalogue-versions/health', { content, validFrom })).body['type']).toBe(
        '/problems/form',
      );
    }
    const torn = structuredClone(content);
    Object(torn).indicators[0].anchors.pop();
    expect(await root('POST', '/v1/catalogue-versions/health', { content: torn })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/content/indicators/0/anchors' }, { pointer: '/content/indicators/0/anchors' }] },
    });
  });
});
