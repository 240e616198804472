import { describe, expect, it } from '@jest/globals';
import { specification } from '@rapport/decider';
import { needs, type NeedKey, type NoteNeed, type RemoveNeed } from './needs.ts';

const customerId = '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f';
const at = '2026-03-01T09:00:00.000Z';
const later = '2026-03-02T09:00:00.000Z';
const told = specification(needs);
const catalogue: NoteNeed['catalogue'] = {
  version: 1,
  codes: [
    { aspect: 'motive', code: 'pride' },
    { aspect: 'purpose', code: 'save', what: ['time', 'money'] },
    { aspect: 'orientation', code: 'rational' },
    { aspect: 'orientation', code: 'emotional' },
  ],
};
const pride: NeedKey = { aspect: 'motive', code: 'pride' };
const time: NeedKey = { aspect: 'purpose', code: 'save', what: 'time' };
const rational: NeedKey = { aspect: 'orientation', code: 'rational' };
const emotional: NeedKey = { aspect: 'orientation', code: 'emotional' };

const note = (need: NeedKey, when = at): NoteNeed => ({
  type: 'NoteNeed',
  customerId,
  need,
  saidBy: 'customer',
  at: when,
  catalogue,
});
const remove = (need: NeedKey, when = later): RemoveNeed => ({
  type: 'RemoveNeed',
  customerId,
  need,
  reason: 'saidOtherwise',
  at: when,
});
const noted = ({ aspect, code, what }: NeedKey, when = at) =>
  ({
    type: 'CustomerNeedNoted',
    data: { customerId, aspect, code, ...(what !== undefined && { what }), saidBy: 'customer', version: 1 },
    at: when,
  }) as const;
const removed = ({ aspect, code, what }: NeedKey) =>
  ({
    type: 'CustomerNeedRemoved',
    data: { customerId, aspect, code, ...(what !== undefined && { what }), reason: 'saidOtherwise' },
    at: later,
  }) as const;

describe('what a customer wants', () => {
  it('is noted with who said it and when', () => {
    told
      .given([])
      .when(note(pride))
      .then([noted(pride)]);
    told
      .given([])
      .when(note(time))
      .then([noted(time)]);
  });

  it('said again later counts from then; the same or an earlier time changes nothing', () => {
    told
      .given([noted(pride)])
      .when(note(pride, later))
      .then([noted(pride, later)]);
    told
      .given([noted(pride, later)])
      .when(note(pride))
      .thenNothing();
    told
      .given([noted(pride)])
      .when(note(pride))
      .thenNothing();
  });

  it('has one orientation: the last', () => {
    const { state } = told.given([noted(rational), noted(emotional, later)]);
    expect(state).toEqual({ orientation: { code: 'emotional', at: later } });
    told
      .given([noted(rational, later)])
      .when(note(emotional))
      .thenNothing();
  });

  it('is removed, and only where it holds', () => {
    told
      .given([noted(time)])
      .when(remove(time))
      .then([removed(time)]);
    told
      .given([noted(time)])
      .when(remove({ ...time, what: 'money' }))
      .thenNothing();
    told
      .given([noted(rational)])
      .when(remove(emotional))
      .thenNothing();
    expect(told.given([noted(time), removed(time)]).state).toEqual({});
  });

  it.each<NeedKey>([
    { aspect: 'motive', code: 'hunger' },
    { aspect: 'serviceNeed', code: 'pride' },
    { aspect: 'purpose', code: 'save' },
    { aspect: 'purpose', code: 'save', what: 'face' },
    { aspect: 'motive', code: 'pride', what: 'time' },
  ])('is refused where the catalogue does not know it: %o', need => {
    told.given([]).when(note(need)).thenRefused('code-unknown');
  });
});
