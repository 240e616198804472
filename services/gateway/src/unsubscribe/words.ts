import type { Language } from '@rapport/contracts';

export type Notice = 'done' | 'unknown' | 'away' | 'busy';

type Words = {
  readonly [notice in Notice | `${Notice}Title`]: string;
} & {
  readonly askTitle: string;
  readonly ask: string;
  readonly end: string;
  readonly others: string;
  readonly purposes: Readonly<Record<string, string>>;
};

const en: Words = {
  askTitle: 'No more of these?',
  ask: 'You will get no more {purpose} in this way.',
  end: 'Yes, no more',
  others: 'messages of this kind',
  purposes: {
    survey: 'questions about our service',
    relationship: 'messages to stay in touch',
    marketing: 'news of goods and offers',
    birthday: 'greetings',
    events: 'invitations to events',
  },
  doneTitle: 'Done',
  done: 'You will get no more of these messages. If this was a mistake, tell us when we next speak.',
  unknownTitle: 'This link does not work',
  unknown: 'It may not be complete. Please open it from the message, or copy all of it.',
  awayTitle: 'Please try again in a moment',
  away: 'We cannot take this down just now. Please use the link again in a minute.',
  busyTitle: 'Please wait a minute',
  busy: 'There were too many requests in a short time.',
};

const zh: Words = {
  askTitle: '不再接收此类消息？',
  ask: '您将不再通过此方式收到{purpose}。',
  end: '是的，不再接收',
  others: '此类消息',
  purposes: {
    survey: '服务满意度调查',
    relationship: '问候与联系',
    marketing: '新品与优惠',
    birthday: '祝福',
    events: '活动邀请',
  },
  doneTitle: '已完成',
  done: '您将不再收到此类消息。如属误操作，请在下次联系时告诉我们。',
  unknownTitle: '链接无效',
  unknown: '链接可能不完整。请从收到的消息中重新打开，或复制完整链接。',
  awayTitle: '请稍后再试',
  away: '暂时无法记录。请一分钟后再次打开链接。',
  busyTitle: '请稍等一分钟',
  busy: '短时间内请求过多。',
};

export const wordsFor = (language: Language): Words => ({ en, zh })[language];
