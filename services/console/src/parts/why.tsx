import { UnstyledButton } from '@mantine/core';
import { createContext, use, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FigureDrawer } from './figure-drawer.tsx';
import classes from './why.module.css';

const Opening = createContext<(figure: string) => void>(() => undefined);

/** Opens the definition of a figure of this customer, and the events behind it. */
export const useWhy = (): ((figure: string) => void) => use(Opening);

export function WhyProvider({ id, children }: { id: string; children: ReactNode }) {
  const [figure, setFigure] = useState<string | null>(null);
  return (
    <Opening value={setFigure}>
      {children}
      <FigureDrawer figure={figure} id={id} onClose={() => setFigure(null)} />
    </Opening>
  );
}

/** A word or number that says on a click why it is what it is. */
export function Why({ figure, label, children }: { figure: string; label: string; children: ReactNode }) {
  const { t } = useTranslation();
  const open = useWhy();
  return (
    <UnstyledButton
      className={classes['why']}
      title={t('figure.why', { label })}
      aria-label={t('figure.why', { label })}
      onClick={() => open(figure)}
    >
      {children}
    </UnstyledButton>
  );
}
