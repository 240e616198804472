import { Controller, Get } from '@nestjs/common';
import { Allow, Returns, type Page } from '@rapport/service-kit';
import { ChannelCatalogue, type Channel } from './channel-catalogue.ts';

@Controller('v1/channels')
export class ChannelsController {
  readonly #catalogue: ChannelCatalogue;

  constructor(catalogue: ChannelCatalogue) {
    this.#catalogue = catalogue;
  }

  @Get()
  @Allow('specialist', 'supervisor', 'manager', 'analyst', 'service', 'privacyOfficer', 'administrator')
  @Returns('The channel catalogue: which function each channel offers, and its traits')
  async list(): Promise<Page<Channel>> {
    const { all } = await this.#catalogue.current();
    return { items: all, next: null };
  }
}
