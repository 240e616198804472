import { Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { Code, UnsubscribeLink } from '@rapport/contracts';
import type { Messaging } from '@rapport/messaging';
import { MESSAGING, Param, Problem, Public, Returns } from '@rapport/service-kit';
import Type from 'typebox';
import { Token } from '../api/survey-bodies.ts';
import { outboundMessage } from '../domain/message.decide.ts';
import type { Wanted } from '../domain/message.ts';
import { UNSUBSCRIBE_LINKS, type UnsubscribeLinks } from './unsubscribe-links.ts';

const Done = Type.Object({ purpose: Code });

/** What the page of an unsubscribe link needs. The sealed token is all the right there is: to say no, once more often than needed. */
@Controller('v1/unsubscribe-links')
@Public()
export class UnsubscribeController {
  readonly #messaging: Messaging;
  readonly #links: UnsubscribeLinks;

  constructor(@Inject(MESSAGING) messaging: Messaging, @Inject(UNSUBSCRIBE_LINKS) links: UnsubscribeLinks) {
    this.#messaging = messaging;
    this.#links = links;
  }

  @Get(':token')
  @Returns(
    'What the link would end: the purpose of the message; nothing of who got it. Reading changes nothing',
    UnsubscribeLink,
  )
  async read(@Param('token', Token) token: string): Promise<UnsubscribeLink> {
    const { state } = await this.#message(token);
    const { purpose, channel, language } = state.facts;
    return { purpose, channel, done: state.unsubscribed, ...(language !== undefined && { language }) };
  }

  @Post(':token')
  @HttpCode(200)
  @Returns('Ends messages of this purpose by this channel: the consent is withdrawn', Done)
  async end(@Param('token', Token) token: string): Promise<unknown> {
    const { id, state, subject } = await this.#message(token);
    await this.#messaging.handle(outboundMessage, id, { type: 'Unsubscribe' }, { subject, actor: 'link' });
    return { purpose: state.facts.purpose };
  }

  async #message(token: string): Promise<{ readonly id: string; readonly state: Wanted; readonly subject: string }> {
    const id = this.#links.read(token);
    const loaded = id === undefined ? undefined : await this.#messaging.load(outboundMessage, id);
    if (id === undefined || loaded === undefined || loaded.state.status === 'none')
      throw new Problem('not-found', 'There is no such link.');
    return { id, state: loaded.state, subject: loaded.subject };
  }
}
