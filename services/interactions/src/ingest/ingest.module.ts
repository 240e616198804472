import { Module } from '@nestjs/common';
import { ChannelCatalogue } from '../api/channel-catalogue.ts';
import { SurveyCatalogue } from '../api/survey-catalogue.ts';
import { config } from '../config.ts';
import { CloudEventsController } from './cloud-events.controller.ts';
import { askProfile } from './customers.ts';
import { DroppedAttributes } from './dropped-attributes.ts';
import { AT_ONCE, Gate } from './gate.ts';
import { CUSTOMERS, Intake } from './intake.ts';
import { MappingsController } from './mappings.controller.ts';
import { Mappings } from './mappings.ts';
import { RejectsController } from './rejects.controller.ts';
import { Rejects } from './rejects.ts';
import { SegmentController } from './segment.controller.ts';
import { SourcesController } from './sources.controller.ts';
import { Sources } from './sources.ts';

/** What any sender may bring: from its own form to the commands of this service. */
@Module({
  controllers: [SegmentController, CloudEventsController, SourcesController, MappingsController, RejectsController],
  providers: [
    { provide: AT_ONCE, useValue: config.INGEST_AT_ONCE },
    { provide: CUSTOMERS, useFactory: () => askProfile(config) },
    Gate,
    Sources,
    Mappings,
    Rejects,
    DroppedAttributes,
    ChannelCatalogue,
    SurveyCatalogue,
    Intake,
  ],
})
export class IngestModule {}
