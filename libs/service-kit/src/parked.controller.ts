import { Controller } from '@nestjs/common';

@Controller('v1/parked')
export class ParkedController {}
