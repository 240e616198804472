import { Module, type DynamicModule } from '@nestjs/common';
import { messagingModule, sight, SightModule, subjectOf } from '@rapport/service-kit';
import { BatchesController } from './api/batches.controller.ts';
import { CallBacksController } from './api/call-backs.controller.ts';
import { ComplaintsController } from './api/complaints.controller.ts';
import { PromiseStepsController } from './api/promise-steps.controller.ts';
import { PromisesController } from './api/promises.controller.ts';
import { ReferenceData } from './api/reference-data.ts';
import { ReferenceDataController } from './api/reference-data.controller.ts';
import { StepsController } from './api/steps.controller.ts';
import type { config } from './config.ts';
import { complaint } from './domain/complaint.decide.ts';
import { promise } from './domain/promise.decide.ts';
import { calendars } from './projections/calendars.projection.ts';
import { callBacks } from './projections/call-backs.projection.ts';
import { complaintsList } from './projections/complaints-list.projection.ts';
import { promises } from './projections/promises.projection.ts';
import { valueClasses } from './projections/value-classes.projection.ts';

@Module({
  imports: [
    SightModule.of({
      id: subjectOf('complaint'),
      complaintId: subjectOf('complaint'),
      promiseId: subjectOf('promise'),
      instead: subjectOf('promise'),
    }),
  ],
  controllers: [
    BatchesController,
    ComplaintsController,
    StepsController,
    CallBacksController,
    PromisesController,
    PromiseStepsController,
    ReferenceDataController,
  ],
  providers: [ReferenceData],
})
class ComplaintsModule {}

export const complaintsModule = (settings: typeof config): DynamicModule => ({
  module: ComplaintsModule,
  imports: [
    messagingModule({
      service: 'complaints',
      database: settings.DATABASE_URL,
      brokers: settings.KAFKA_BROKERS,
      topicPrefix: settings.TOPIC_PREFIX,
      peers: settings,
      backlogMark: settings.BACKLOG_MARK,
      deciders: [complaint, promise],
      projections: [sight, complaintsList, callBacks, promises, valueClasses, calendars],
      policies: [],
    }),
  ],
});
