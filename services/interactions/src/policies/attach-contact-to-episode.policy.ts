import { interactionsEvents } from '@rapport/contracts';
import { definePolicy, ignoring } from '@rapport/messaging';
import { contactOf } from '../domain/contact-of.ts';
import type { AttachContact } from '../domain/matter.commands.ts';
import { mattersOf, type Matters } from './matters-of.ts';

/** A contact of which it was said what it is about belongs to an episode. History has episodes too; they set nobody to work. */
export const attachContactToEpisode = definePolicy({
  name: 'attach-contact-to-episode',
  from: ['interactions'],
  workOnImported: true,
  // A person has put it to another episode before.
  mayBeRefused: ['already-claimed'],
  begin: mattersOf,
  on: {
    ...ignoring(interactionsEvents),
    InteractionRecorded: ({ data, occurredAt }, matters: Matters) => {
      const { episodeId, customerId } = data;
      if (episodeId === undefined) return [];
      const matterId = matters.about(episodeId);
      const customerIds = matters.idsOf(customerId);
      const contact = contactOf(data, occurredAt);
      const command = {
        type: 'AttachContact',
        matterId,
        customerId,
        ...(customerIds && { customerIds }),
        contact,
      } satisfies AttachContact;
      return [{ decider: 'matter', id: matterId, subject: customerId, command }];
    },
  },
});
