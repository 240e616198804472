import { Controller, Get, Inject } from '@nestjs/common';
import { MESSAGE_CHANNELS } from '@rapport/contracts';
import type { Messaging } from '@rapport/messaging';
import { Allow, MESSAGING, Returns, type Page } from '@rapport/service-kit';
import { waitingByChannel } from './message-queue.ts';
import { OUTLETS, type Outlets } from './outlets.ts';

interface ChannelState {
  readonly channel: string;
  readonly configured: boolean;
  readonly due: number;
  readonly oldestDueAt: string | null;
}

@Controller('v1/message-channels')
@Allow('specialist', 'supervisor', 'manager', 'service', 'administrator')
export class MessageChannelsController {
  readonly #messaging: Messaging;
  readonly #outlets: Outlets;

  constructor(@Inject(MESSAGING) messaging: Messaging, @Inject(OUTLETS) outlets: Outlets) {
    this.#messaging = messaging;
    this.#outlets = outlets;
  }

  @Get()
  @Returns(
    'By which channels messages can be sent, and how many are due: those of one that is not configured wait for it',
  )
  async list(): Promise<Page<ChannelState>> {
    const waiting = new Map((await waitingByChannel(this.#messaging.pool)).map(each => [each.channel, each]));
    const items = MESSAGE_CHANNELS.map(channel => {
      const { due = 0, oldestDueAt = null } = waiting.get(channel) ?? {};
      return { channel, configured: this.#outlets.has(channel), due, oldestDueAt };
    });
    return { items, next: null };
  }
}
