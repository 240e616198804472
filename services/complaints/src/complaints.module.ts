import { Module } from '@nestjs/common';
import { messagingModule, sight, SightModule, subjectOf } from '@rapport/service-kit';
import { BatchesController } from './api/batches.controller.ts';
import { ComplaintsController } from './api/complaints.controller.ts';
import { ReferenceData } from './api/reference-data.ts';
import { ReferenceDataController } from './api/reference-data.controller.ts';
import { StepsController } from './api/steps.controller.ts';
import { config } from './config.ts';
import { complaint } from './domain/complaint.decide.ts';
import { calendars } from './projections/calendars.projection.ts';
import { complaintsList } from './projections/complaints-list.projection.ts';
import { valueClasses } from './projections/value-classes.projection.ts';

@Module({
  imports: [
    messagingModule({
      service: 'complaints',
      database: config.DATABASE_URL,
      brokers: config.KAFKA_BROKERS,
      topicPrefix: config.TOPIC_PREFIX,
      peers: config,
      backlogMark: config.BACKLOG_MARK,
      deciders: [complaint],
      projections: [sight, complaintsList, valueClasses, calendars],
      policies: [],
    }),
    SightModule.of({ id: subjectOf('complaint'), complaintId: subjectOf('complaint') }),
  ],
  controllers: [BatchesController, ComplaintsController, StepsController, ReferenceDataController],
  providers: [ReferenceData],
})
export class ComplaintsModule {}
