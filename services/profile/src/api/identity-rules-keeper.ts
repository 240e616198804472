import { Inject, Injectable } from '@nestjs/common';
import type { Messaging } from '@rapport/messaging';
import { Fresh, MESSAGING } from '@rapport/service-kit';
import { rulesOf, type IdentityRules } from '../domain/identity-rules.ts';
import { rulesInForce } from './identity-rules.store.ts';

const FRESH_MS = 5000;

/** The rules of identity in force, kept for some seconds: every identifier that is shown is held against them. */
@Injectable()
export class IdentityRulesKeeper {
  readonly #messaging: Messaging;
  readonly #kept = new Fresh<IdentityRules>(FRESH_MS);

  constructor(@Inject(MESSAGING) messaging: Messaging) {
    this.#messaging = messaging;
  }

  current(): Promise<IdentityRules> {
    return this.#kept.get(async () => {
      const { version, rules } = await rulesInForce(this.#messaging.pool);
      return rulesOf(version, rules);
    });
  }

  /** Whoever changed the rules sees them at once. */
  forget(): void {
    this.#kept.clear();
  }
}
