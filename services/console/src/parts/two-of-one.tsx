import { Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { request } from '../api/client.ts';
import type { Suggestion } from '../api/privacy-types.ts';
import { percent } from '../format/figures.ts';
import { word } from '../format/words.ts';
import { Panel } from './head.tsx';
import { Pairs } from './pairs.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import classes from './two-of-one.module.css';

function Side({ customer }: { customer: Suggestion['customers'][number] }) {
  const { t } = useTranslation();
  const { customerId, name, partyType, identifiers } = customer;
  return (
    <div>
      <Link to="/customers/$id" params={{ id: customerId }}>
        {name ?? t('customer.unnamed')}
      </Link>{' '}
      <small className="dim">{word(t, 'party', partyType)}</small>
      <Pairs
        pairs={identifiers.map(({ type, masked, verified }) => ({
          label: word(t, 'identifier', type),
          value: verified ? `${masked} (${t('customer.verified')})` : masked,
        }))}
      />
    </div>
  );
}

/** What speaks for it and what against, the weightiest first. */
function Reasons({ reasons }: Pick<Suggestion, 'reasons'>) {
  const { t } = useTranslation();
  const ordered = reasons.toSorted((a, b) => Math.abs(b.bits) - Math.abs(a.bits));
  return (
    <ul className={classes['reasons']}>
      {ordered.map(({ finding, bits }) => (
        <li key={finding} className={bits > 0 ? 'good' : 'bad'}>
          {bits > 0 ? '+' : '−'} {word(t, 'finding', finding)}
        </li>
      ))}
    </ul>
  );
}

/** Nothing that was guessed is shown as certain. */
const SURE = 0.999;

/** Two records that may be one, side by side, with the reasons and what can be done. */
export function TwoOfOne({ suggestion: { suggestionId, score, reasons, customers } }: { suggestion: Suggestion }) {
  const { t, i18n } = useTranslation();
  const act = (what: string) => (reason: string, idempotencyKey: string) =>
    request(`/api/profile/v1/duplicates/${suggestionId}/${what}`, { method: 'POST', body: { reason }, idempotencyKey });
  return (
    <div className={classes['pair']}>
      <Panel
        title={t('duplicates.score', { score: percent(Math.min(score, SURE), i18n.language, 1) })}
        aside={
          <Group gap="xs">
            <ReasonDialog
              label={t('duplicates.accept')}
              about={t('duplicates.acceptAbout')}
              reasons={['duplicateAccepted', 'customerSaidSo']}
              act={act('accept')}
            />
            <ReasonDialog
              label={t('duplicates.dismiss')}
              about={t('duplicates.dismissAbout')}
              reasons={['differentPeople', 'sameHousehold', 'sameCompany']}
              act={act('dismiss')}
            />
          </Group>
        }
      >
        <div className={classes['sides']}>
          {customers.map(customer => (
            <Side key={customer.customerId} customer={customer} />
          ))}
        </div>
        <Reasons reasons={reasons} />
      </Panel>
    </div>
  );
}
