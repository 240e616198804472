import { Controller, Get } from '@nestjs/common';
import { Actor, Allow, Returns, type Principal, type Viewer } from '@rapport/service-kit';
import { Sights } from './sights.ts';

@Controller('v1/staff/me')
export class SightController {
  readonly #sights: Sights;

  constructor(sights: Sights) {
    this.#sights = sights;
  }

  @Get('sight')
  @Allow('specialist', 'supervisor', 'manager', 'privacyOfficer', 'service')
  @Returns('Whose customers whoever asks may see: by which ids they are known, for whom they stand in, whom they lead')
  sight(@Actor() principal: Principal): Promise<Viewer> {
    return this.#sights.viewer(principal);
  }
}
