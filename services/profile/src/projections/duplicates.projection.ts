import { profileEvents } from '@rapport/contracts';
import { defineProjection, ignoring } from '@rapport/messaging';
import { markForDuplicates } from './duplicates.store.ts';

const compare = ({ data }: { readonly data: { customerId: string } }, due: Set<string>): void =>
  void due.add(data.customerId);

/** Marks whose record is to be compared with others again. Merges change no record, so they are none of its business. */
export const duplicates = defineProjection({
  name: 'duplicates',
  from: ['profile'],
  begin: (): Set<string> => new Set(),
  on: {
    ...ignoring(profileEvents),
    CustomerRegistered: compare,
    IdentifierAdded: compare,
    CustomerDetailsChanged: compare,
    CustomerErased: compare,
  },
  commit: (due, tx) => markForDuplicates(tx, due),
});
