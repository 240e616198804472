import { Module, type DynamicModule } from '@nestjs/common';
import { messagingModule } from '@rapport/service-kit';
import { CustomersController } from './api/customers.controller.ts';
import { IdentityController } from './api/identity.controller.ts';
import { REGION } from './api/region.ts';
import { ViewsController } from './api/views.controller.ts';
import type { config } from './config.ts';
import { customer } from './domain/customer.decide.ts';
import { moveStageWhenPurchased } from './policies/move-stage-when-purchased.policy.ts';
import { complaints } from './projections/complaints.projection.ts';
import { customerDocuments } from './projections/customer-document.ts';
import { customerView } from './projections/customer-view.projection.ts';
import { timeline } from './projections/timeline.projection.ts';

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
      deciders: [customer],
      projections: [complaints, customerView, timeline],
      policies: [moveStageWhenPurchased],
      documents: customerDocuments,
    }),
  ],
  controllers: [CustomersController, IdentityController, ViewsController],
  providers: [{ provide: REGION, useValue: settings.DEFAULT_REGION }],
});
