import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Loop, type Messaging } from '@rapport/messaging';
import { LOGGER, MESSAGING, type Logger } from '@rapport/service-kit';
import { SURVEY_LINKS } from '../api/survey-links.controller.ts';
import type { SurveyLinks } from '../api/survey-links.ts';
import { CONTACT_POINTS, type AskContactPoint } from './contact-point.ts';
import type { Delivery } from './deliver.ts';
import { OUTLETS, type Outlets } from './outlets.ts';
import { PolicyTable } from './policy-table.ts';
import { sendDue } from './send-due.ts';
import { styleLinks } from './style-links.ts';
import { config } from '../config.ts';
import { surveyLinkOf } from './survey-link-of.ts';
import { TemplateCatalogue } from './template-catalogue.ts';
import { UNSUBSCRIBE_LINKS, type UnsubscribeLinks } from './unsubscribe-links.ts';

/** Sends what is due: a loop for each channel, so that a slow one holds up no other. Every process takes part. */
@Injectable()
export class DeliveryLoops implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #loops: readonly Loop[];
  readonly #outlets: Outlets;
  readonly #stopping = new AbortController();

  constructor(
    @Inject(MESSAGING) messaging: Messaging,
    @Inject(LOGGER) log: Logger,
    @Inject(OUTLETS) outlets: Outlets,
    @Inject(CONTACT_POINTS) ask: AskContactPoint,
    @Inject(UNSUBSCRIBE_LINKS) unsubscribing: UnsubscribeLinks,
    @Inject(SURVEY_LINKS) links: SurveyLinks,
    policies: PolicyTable,
    templates: TemplateCatalogue,
  ) {
    this.#outlets = outlets;
    const delivery: Delivery = {
      messaging,
      outlets,
      ask,
      unsubscribing,
      policy: () => policies.inForce(),
      template: async (code, version) => (await templates.find(code, version)).form,
      surveyLink: surveyLinkOf(messaging, links, styleLinks(config)),
    };
    const onError = (error: unknown): void =>
      log.warn({ err: error }, 'a message could not be sent and will be tried again');
    this.#loops = [...outlets.keys()].map(
      channel => new Loop({ min: 100, max: 1000, onError }, () => sendDue(delivery, channel, this.#stopping.signal)),
    );
  }

  onApplicationBootstrap(): void {
    for (const loop of this.#loops) loop.start();
  }

  /** Waits for no server: what is under way is claimed, and sent again under the same id where it was not recorded. */
  async onModuleDestroy(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#loops.map(loop => loop.stop()));
    for (const outlet of this.#outlets.values()) outlet.close();
  }
}
