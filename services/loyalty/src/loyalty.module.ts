import { Module } from '@nestjs/common';
import { messagingModule, sight, SightModule } from '@rapport/service-kit';
import { MembersController } from './api/members.controller.ts';
import { RedemptionsController } from './api/redemptions.controller.ts';
import { config } from './config.ts';
import { account } from './domain/account.decider.ts';
import { earnPointsWhenPurchased } from './policies/earn-points-when-purchased.policy.ts';
import { reversePointsWhenRefunded } from './policies/reverse-points-when-refunded.policy.ts';
import { earnings } from './projections/earnings.projection.ts';
import { ledger } from './projections/ledger.projection.ts';

@Module({
  imports: [
    messagingModule({
      service: 'loyalty',
      database: config.DATABASE_URL,
      brokers: config.KAFKA_BROKERS,
      topicPrefix: config.TOPIC_PREFIX,
      peers: config,
      backlogMark: config.BACKLOG_MARK,
      deciders: [account],
      projections: [sight, ledger, earnings],
      policies: [earnPointsWhenPurchased, reversePointsWhenRefunded],
    }),
    SightModule.of({}),
  ],
  controllers: [MembersController, RedemptionsController],
})
export class LoyaltyModule {}
