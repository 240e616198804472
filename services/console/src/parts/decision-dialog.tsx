import { useState } from 'react';
import { NEXT_ACTIONS, useDecideAction } from '../api/worth.ts';
import { given } from '../format/fields.ts';
import { ActionFields, type Decision } from './action-fields.tsx';
import { FormDialog } from './form-dialog.tsx';

interface Props {
  id: string;
  title: string;
  proposed: string;
  onClose: () => void;
}

/** Something else than was proposed is done about a customer. */
export function DecisionDialog({ id, title, proposed, onClose }: Props) {
  const another = NEXT_ACTIONS.find(action => action !== proposed) ?? proposed;
  const [values, setValues] = useState<Decision>({ action: another, reason: 'strategicCustomer', note: '' });
  const decide = useDecideAction(id, onClose);
  const { action, reason, note } = values;
  return (
    <FormDialog
      title={title}
      send={decide}
      onClose={onClose}
      onSubmit={() => decide.mutate({ action, reason, ...given({ note }) })}
    >
      <ActionFields
        values={values}
        onChange={part => setValues(before => ({ ...before, ...part }))}
        error={decide.error}
      />
    </FormDialog>
  );
}
