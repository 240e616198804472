import { Controller, Get, Inject, Post } from '@nestjs/common';
import type { Messaging } from '@rapport/messaging';
import {
  Allow,
  Body,
  caughtUp,
  commandContext,
  created,
  Ctx,
  cursorOf,
  MESSAGING,
  newId,
  page,
  Problem,
  Query,
  Reply,
  Returns,
  type Page,
} from '@rapport/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { TemplateCatalogue } from '../delivery/template-catalogue.ts';
import { invitationTemplate } from '../domain/invitation-message.ts';
import { surveying, type InviteToSurvey } from '../domain/surveying.ts';
import { openComplaintsOf } from '../projections/open-complaints.projection.ts';
import { invitationsOf, type InvitationRow } from '../projections/survey-invitations.projection.ts';
import { InvitationBody, InvitationKey, InvitationsQuery, Invited } from './survey-bodies.ts';
import { SurveyCatalogue } from './survey-catalogue.ts';
import { SURVEY_LINKS } from './survey-links.controller.ts';
import type { SurveyLinks } from './survey-links.ts';

const cursor = cursorOf(InvitationKey);
const LINK_DAYS = 14;
const DAY_MS = 86_400_000;

@Controller('v1/survey-invitations')
@Allow('specialist', 'supervisor', 'manager', 'service')
export class InvitationsController {
  readonly #messaging: Messaging;
  readonly #surveys: SurveyCatalogue;
  readonly #links: SurveyLinks;
  readonly #templates: TemplateCatalogue;

  constructor(
    @Inject(MESSAGING) messaging: Messaging,
    surveys: SurveyCatalogue,
    @Inject(SURVEY_LINKS) links: SurveyLinks,
    templates: TemplateCatalogue,
  ) {
    this.#messaging = messaging;
    this.#surveys = surveys;
    this.#links = links;
    this.#templates = templates;
  }

  @Post()
  @Returns('Asks a customer to answer a survey: a link for the customer alone, that works once', Invited)
  async invite(
    @Body(InvitationBody) body: InvitationBody,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    if (body.sendBy !== undefined) await this.#templates.find(invitationTemplate(body.sendBy));
    const command = await this.#command(body);
    if (!this.#links.ready) throw new Problem('unavailable', 'There is no key for links: set SURVEY_LINK_KEYS.');
    const context = commandContext(request, { subject: body.customerId });
    const accepted = created(reply, await this.#messaging.handle(surveying, body.customerId, command, context));
    // A repeat is answered by what was asked first.
    const invitation = await this.#invitationOf(accepted.repeated, accepted.sequence, command);
    const { invitationId, expiresAt } = invitation;
    return { invitationId, sequence: accepted.sequence, expiresAt, link: this.#links.link(invitation) };
  }

  @Get()
  @Returns('What a customer was asked, under all its ids, newest first: with the link while it works')
  async list(
    @Query(InvitationsQuery) { customer, limit, cursor: after }: InvitationsQuery,
    @Ctx() request: FastifyRequest,
  ): Promise<Page<InvitationRow & { readonly link: string | null }>> {
    const key = cursor.read(after);
    await caughtUp(this.#messaging, request);
    const { recorded } = await this.#messaging.identity.of(customer);
    const rows = await invitationsOf(this.#messaging.pool, recorded, key, limit + 1);
    return page(
      rows.map(row => ({ ...row, link: this.#open(row) ? this.#links.link(row) : null })),
      limit,
      ({ askedAt, invitationId }) => cursor.write({ askedAt, invitationId }),
    );
  }

  async #command({ linkDays = LINK_DAYS, survey: code, ...body }: InvitationBody): Promise<InviteToSurvey> {
    const { version, form } = (await this.#surveys.current()).now(code);
    if (form.answeredBy !== 'customer') throw new Problem('survey-unknown', `${code} is not answered by customers.`);
    const { recorded } = await this.#messaging.identity.of(body.customerId);
    const now = Date.now();
    return {
      type: 'InviteToSurvey',
      openComplaints: await openComplaintsOf(this.#messaging.pool, recorded),
      invitation: {
        invitationId: newId(),
        ...body,
        survey: form.kind,
        questionnaire: { code, version },
        askedAt: new Date(now).toISOString(),
        expiresAt: new Date(now + linkDays * DAY_MS).toISOString(),
      },
    };
  }

  async #invitationOf(repeated: boolean, sequence: number, { invitation }: InviteToSurvey) {
    if (!repeated) return invitation;
    const [event] = await this.#messaging.events(invitation.customerId, sequence - 1, 1);
    return event?.type === 'SurveyInvited' ? event.data : invitation;
  }

  #open({ answeredAt, expiresAt }: InvitationRow): boolean {
    return this.#links.ready && answeredAt === null && Date.parse(expiresAt) > Date.now();
  }
}
