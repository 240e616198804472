import { Module } from '@nestjs/common';
import { messagingModule } from '@rapport/service-kit';
import { ChannelCatalogue } from './api/channel-catalogue.ts';
import { ChannelsController } from './api/channels.controller.ts';
import { FeedbackController } from './api/feedback.controller.ts';
import { InteractionsController } from './api/interactions.controller.ts';
import { PurchasesController } from './api/purchases.controller.ts';
import { config } from './config.ts';
import { feedback } from './domain/feedback.ts';
import { interaction } from './domain/interaction.ts';
import { purchase } from './domain/purchase.ts';
import { interactionsOfCustomer } from './projections/interactions-of-customer.projection.ts';

@Module({
  imports: [
    messagingModule({
      service: 'interactions',
      database: config.DATABASE_URL,
      brokers: config.KAFKA_BROKERS,
      topicPrefix: config.TOPIC_PREFIX,
      peers: config,
      backlogMark: config.BACKLOG_MARK,
      deciders: [interaction, feedback, purchase],
      projections: [interactionsOfCustomer],
      policies: [],
    }),
  ],
  controllers: [InteractionsController, FeedbackController, PurchasesController, ChannelsController],
  providers: [ChannelCatalogue],
})
export class InteractionsModule {}
