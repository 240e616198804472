import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { valueRuleQuery } from '../api/value-class.ts';
import type { CustomerView } from '../api/types.ts';
import { count, money } from '../format/figures.ts';
import { word } from '../format/words.ts';
import { Figure } from './figure.tsx';
import { useWhy } from './why.tsx';

/** The value class, what it was made of, who looks after customers of it and what they are served with. */
export function CustomerClass({ valueClass }: { valueClass: NonNullable<CustomerView['valueClass']> }) {
  const { t, i18n } = useTranslation();
  const onOpen = useWhy();
  const { data } = useQuery(valueRuleQuery);
  const rule = data?.classes.find(({ code }) => code === valueClass.code);
  const words = (group: string, codes: readonly string[]): string => codes.map(code => word(t, group, code)).join(', ');
  const { contribution, place } = valueClass;
  const note = [
    contribution && t('customer.contribution', { amount: money(contribution, i18n.language) }),
    place !== null && t('customer.place', { n: count(place, i18n.language) }),
    rule && t('customer.lookedAfterBy', { who: words('caretaker', rule.lookedAfterBy) }),
    rule && words('classService', rule.services),
  ];
  return (
    <Figure
      label={t('customer.valueClass')}
      value={word(t, 'valueClass', valueClass.code)}
      note={note.filter(Boolean).join(' · ')}
      onOpen={() => onOpen('valueClass')}
    />
  );
}
