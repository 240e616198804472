import { Controller, Get, Inject } from '@nestjs/common';
import { Actor, Allow, Returns, Sights, type Colleague, type Principal } from '@rapport/service-kit';

@Controller('v1/staff/me')
export class SightController {
  readonly #sights: Sights;

  constructor(@Inject(Sights) sights: Sights) {
    this.#sights = sights;
  }

  @Get('sight')
  @Allow('specialist', 'supervisor', 'manager', 'privacyOfficer', 'service')
  @Returns(
    'Whose customers whoever asks may see: by which ids they are known, for whom they stand in, whom they lead, and in which teams they work',
  )
  sight(@Actor() principal: Principal): Promise<Colleague> {
    return this.#sights.who(principal);
  }
}
