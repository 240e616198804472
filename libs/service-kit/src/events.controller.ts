import { Controller } from '@nestjs/common';

@Controller('v1/events')
export class EventsController {}
