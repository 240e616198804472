import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { actKeys } from './act-keys.ts';

interface Act<Content, Answer> {
  send: (content: Content, idempotencyKey: string) => Promise<Answer>;
  onSuccess?: () => unknown;
  /** Whether it was done or not. */
  onSettled?: () => unknown;
}

/** Something that a press of a button does once, pressed again after a lost answer too. */
export function useAct<Answer, Content = void>({ send, onSuccess, onSettled }: Act<Content, Answer>) {
  const [keys] = useState(actKeys);
  return useMutation({
    mutationFn: (content: Content) => send(content, keys.of(content)),
    onError: error => keys.ended(error),
    onSuccess: () => {
      keys.ended();
      return onSuccess?.();
    },
    onSettled: () => onSettled?.(),
  });
}
