import { Module } from '@nestjs/common';
import { ChannelCatalogue } from '../api/channel-catalogue.ts';
import { SurveyCatalogue } from '../api/survey-catalogue.ts';
import { config } from '../config.ts';
import { CloudEventsController } from './cloud-events.controller.ts';
import { askProfile } from './customers.ts';
import { DroppedAttributes } from './dropped-attributes.ts';
import { Gate, GATE } from './gate.ts';
import { CUSTOMERS, Intake } from './intake.ts';
import { MappingsController } from './mappings.controller.ts';
import { Mappings } from './mappings.ts';
import { RejectsController } from './rejects.controller.ts';
import { Rejects } from './rejects.ts';
import { SegmentController } from './segment.controller.ts';
import { SourcesController } from './sources.controller.ts';
import { Sources } from './sources.ts';

/** What a slow line brings of 4 MiB, packed; the gateway waits half a minute for all of it. */
const BODY_MS = 20_000;

/** What any sender may bring: from its own form to the commands of this service. */
@Module({
  controllers: [SegmentController, CloudEventsController, SourcesController, MappingsController, RejectsController],
  providers: [
    { provide: GATE, useValue: { atOnce: config.INGEST_AT_ONCE, bodyMs: BODY_MS } },
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
