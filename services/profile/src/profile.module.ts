import { Module, type DynamicModule } from '@nestjs/common';
import { messagingModule, sight, SightModule } from '@rapport/service-kit';
import { ConsentsController } from './api/consents.controller.ts';
import { CustomersController } from './api/customers.controller.ts';
import { DuplicatesController } from './api/duplicates.controller.ts';
import { ErasuresController } from './api/erasures.controller.ts';
import { FiguresController } from './api/figures.controller.ts';
import { IdentityController } from './api/identity.controller.ts';
import { IdentityHistoryController } from './api/identity-history.controller.ts';
import { IdentityRulesController } from './api/identity-rules.controller.ts';
import { IdentityRulesKeeper } from './api/identity-rules-keeper.ts';
import { PrivacyController } from './api/privacy.controller.ts';
import { ISSUER } from './api/issuer.ts';
import { REGION } from './api/region.ts';
import { SightController } from './api/sight.controller.ts';
import { StaffController } from './api/staff.controller.ts';
import { TeamsController } from './api/teams.controller.ts';
import { whose } from './api/whose.ts';
import { ViewsController } from './api/views.controller.ts';
import { Catalogues } from './api/catalogues.ts';
import { CataloguesController } from './api/catalogues.controller.ts';
import { HealthChecksController } from './api/health-checks.controller.ts';
import { NeedsController } from './api/needs.controller.ts';
import { StyleLinksController } from './api/style-links.controller.ts';
import { STYLE_LINKS, styleLinks } from './api/style-links.ts';
import { StylesController } from './api/styles.controller.ts';
import { health } from './domain/health.ts';
import { needs } from './domain/needs.ts';
import { styleLink } from './domain/style-link.ts';
import { styleAppraisal } from './domain/style-appraisal.ts';
import { styleObservation } from './domain/style-observation.ts';
import { healthChecks } from './projections/health.projection.ts';
import { customerNeeds } from './projections/needs.projection.ts';
import { style } from './projections/style.projection.ts';
import { AbsencesController } from './api/absences.controller.ts';
import { AccountsController } from './api/accounts.controller.ts';
import { PlanListsController } from './api/plan-lists.controller.ts';
import { PlansController } from './api/plans.controller.ts';
import { absence } from './domain/absence.ts';
import { account } from './domain/account.ts';
import { staff } from './domain/staff.ts';
import { team } from './domain/team.ts';
import { contactPerson } from './domain/contact-person.ts';
import { lesson } from './domain/lesson.ts';
import { opportunity } from './domain/opportunity.ts';
import { planAction } from './domain/plan-action.ts';
import { accounts } from './projections/accounts.projection.ts';
import { plans } from './projections/plan.projection.ts';
import { staffAndTeams } from './projections/staff.projection.ts';
import type { config } from './config.ts';
import { consent } from './domain/consent.ts';
import { customer } from './domain/customer.decide.ts';
import { privacy } from './domain/privacy.ts';
import { retentionRules } from './domain/retention-rules.ts';
import { DuplicateFinder, DUPLICATES_SECRET } from './duplicate-finder.ts';
import { followLifecycleStage } from './policies/follow-lifecycle.policy.ts';
import { complaints } from './projections/complaints.projection.ts';
import { callBacks } from './projections/call-backs.projection.ts';
import { promises } from './projections/promises.projection.ts';
import { customerDocuments } from './projections/customer-document.ts';
import { customerView } from './projections/customer-view.projection.ts';
import { duplicates } from './projections/duplicates.projection.ts';
import { episodes } from './projections/episodes.projection.ts';
import { work } from './projections/work.projection.ts';
import { worth } from './projections/worth.projection.ts';
import { lifecycle } from './projections/lifecycle.projection.ts';
import { identityHistory } from './projections/identity-history.projection.ts';
import { languagesSaid } from './projections/languages.projection.ts';
import { details } from './projections/details.projection.ts';
import { privacyActions } from './projections/privacy-actions.projection.ts';
import { standardClocks } from './projections/standard-clocks.projection.ts';
import { timeline } from './projections/timeline.projection.ts';
import { ContactPointsController } from './api/contact-points.controller.ts';
import { withdrawConsentWhenUnsubscribed } from './policies/withdraw-consent-when-unsubscribed.policy.ts';
import { messages } from './projections/messages.projection.ts';
import { RetentionKeeper } from './retention-keeper.ts';

@Module({})
class ProfileModule {}

export const profileModule = (settings: typeof config): DynamicModule => ({
  module: ProfileModule,
  imports: [
    messagingModule({
      service: 'profile',
      database: settings.DATABASE_URL,
      brokers: settings.KAFKA_BROKERS,
      topicPrefix: settings.TOPIC_PREFIX,
      peers: settings,
      backlogMark: settings.BACKLOG_MARK,
      claimsSecret: settings.CLAIMS_SECRET,
      deciders: [
        absence,
        account,
        staff,
        team,
        contactPerson,
        lesson,
        opportunity,
        planAction,
        health,
        needs,
        styleAppraisal,
        styleLink,
        styleObservation,
        customer,
        consent,
        privacy,
        retentionRules,
      ],
      projections: [
        sight,
        accounts,
        staffAndTeams,
        plans,
        style,
        customerNeeds,
        healthChecks,
        complaints,
        promises,
        callBacks,
        episodes,
        standardClocks,
        work,
        customerView,
        timeline,
        lifecycle,
        identityHistory,
        duplicates,
        privacyActions,
        messages,
        details,
        languagesSaid,
        worth,
      ],
      policies: [withdrawConsentWhenUnsubscribed, followLifecycleStage],
      documents: customerDocuments,
      // Digests of names and identifiers lead to nobody without their key, but to one who has them.
      personal: { tables: { 'app.duplicate_key': 'customer_id' } },
    }),
    SightModule.of(whose),
  ],
  controllers: [
    AbsencesController,
    SightController,
    StaffController,
    TeamsController,
    AccountsController,
    PlansController,
    PlanListsController,
    CataloguesController,
    StylesController,
    StyleLinksController,
    NeedsController,
    HealthChecksController,
    DuplicatesController,
    IdentityHistoryController,
    IdentityRulesController,
    CustomersController,
    IdentityController,
    ViewsController,
    FiguresController,
    ErasuresController,
    PrivacyController,
    ConsentsController,
    ContactPointsController,
  ],
  providers: [
    Catalogues,
    IdentityRulesKeeper,
    DuplicateFinder,
    RetentionKeeper,
    { provide: DUPLICATES_SECRET, useValue: settings.CLAIMS_SECRET },
    { provide: STYLE_LINKS, useValue: styleLinks(settings) },
    { provide: ISSUER, useValue: settings.AUTH_ISSUER },
    { provide: REGION, useValue: settings.DEFAULT_REGION },
  ],
});
