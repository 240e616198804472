import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { surveyLinks } from './survey-links.ts';

const [old, young] = ['o'.repeat(32), 'y'.repeat(32)];
const linked = {
  invitationId: '0190a3c5-0000-7000-8000-000000000004',
  customerId: '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f',
  expiresAt: '2026-03-16T10:00:00.000Z',
};
const links = (keys: readonly string[]) =>
  surveyLinks({ SURVEY_LINK_KEYS: keys, SURVEY_LINK_BASE: 'https://ask.example' });
const tokenOf = (link: string): string => link.slice('https://ask.example/s/'.length);

describe('a link', () => {
  it('says which invitation it is for, and fits into a text message', () => {
    const link = links([old]).link(linked);
    expect(link).toMatch(/^https:\/\/ask\.example\/s\/[\w-]{71}$/);
    expect(links([old]).read(tokenOf(link))).toEqual(linked);
  });

  it('goes on working while keys are exchanged, until the old one is gone', () => {
    const token = tokenOf(links([old]).link(linked));
    expect(links([young, old]).read(token)).toEqual(linked);
    expect(links([young]).read(token)).toBeUndefined();
    expect(links([]).read(token)).toBeUndefined();
  });

  it('is none of ours when any of it was changed', () => {
    const ours = links([old]);
    const token = tokenOf(ours.link(linked));
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.constantFrom(...'ABCxyz019-_'), (place, character) => {
        const forged = token.slice(0, place) + character + token.slice(place + 1);
        return forged === token || ours.read(forged) === undefined;
      }),
    );
    for (const odd of ['', 'a', token.slice(1), `${token}A`, `${token}=`, ' '.repeat(71)]) {
      expect(ours.read(odd)).toBeUndefined();
    }
  });

  it('cannot be made without a key', () => {
    expect(links([]).ready).toBe(false);
    expect(() => links([]).link(linked)).toThrow('SURVEY_LINK_KEYS');
  });
});
