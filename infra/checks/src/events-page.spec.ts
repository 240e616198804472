import { describe, expect, it } from '@jest/globals';
import { contracts } from '@rapport/contracts';
import { eventsPage } from './events-page.ts';

describe('the page of events', () => {
  const page = eventsPage();

  it('tells of every event with its example', () => {
    expect(contracts.filter(({ type }) => !page.includes(`### ${type}\n`))).toEqual([]);
    expect(page.match(/```json/g)).toHaveLength(contracts.length);
  });

  it('says of a field what it may hold, at any depth', () => {
    expect(page).toContain('| `lines[].quantity` | integer, 0 to 1000000 |');
    expect(page).toContain('| `partyType` | `individual`, `enterprise`, `channelPartner`, `internal` |');
    expect(page).toMatch(/\| `preferredLanguage` \| text, at most 35, optional \|/);
  });
});
