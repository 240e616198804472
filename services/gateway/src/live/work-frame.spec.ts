import { describe, expect, it } from '@jest/globals';
import { workIn } from './work-frame.ts';

const message = { topic: 't', partition: 1, offset: 3, key: 'c1' };
const told = (type: string, data: object) =>
  workIn({ ...message, headers: { ce_type: type }, value: Buffer.from(JSON.stringify(data, null, 2)) });

describe('what the live stream tells of work', () => {
  it('is one line with type and data, for the team that it says', () => {
    const change = told('WorkItemRaised', { workItemId: 'w', team: 'service', customerId: 'c2' });
    expect(change).toMatchObject({ partition: 1, offset: 3, customer: 'c2', team: 'service' });
    expect(`${change?.given?.bare}`).toBe('event: work\ndata: {"type":"WorkItemRaised","data":{"team":"service"}}\n\n');
    expect(`${change?.body}`).toBe(
      'event: work\ndata: {"type":"WorkItemRaised","data":{"workItemId":"w","team":"service","customerId":"c2"}}\n\n',
    );
  });

  it('has the queue as a kind of its own, and leaves out all else', () => {
    expect(`${told('ContactQueued', {})?.body}`).toContain('event: queue');
    expect(told('InteractionRecorded', {})).toBeUndefined();
    expect(workIn({ ...message, headers: {}, value: null })).toBeUndefined();
  });
});
