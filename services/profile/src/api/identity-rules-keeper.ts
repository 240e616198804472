import { Inject, Injectable } from '@nestjs/common';
import type { Messaging } from '@rapport/messaging';
import { MESSAGING } from '@rapport/service-kit';
import { rulesOf, type IdentityRules } from '../domain/identity-rules.ts';
import { rulesInForce } from './identity-rules.store.ts';

const FRESH_MS = 5000;

/** The rules of identity in force, kept for some seconds: every identifier that is shown is held against them. */
@Injectable()
export class IdentityRulesKeeper {
  readonly #messaging: Messaging;
  #kept: { readonly rules: Promise<IdentityRules>; readonly until: number } | undefined;

  constructor(@Inject(MESSAGING) messaging: Messaging) {
    this.#messaging = messaging;
  }

  current(): Promise<IdentityRules> {
    if (this.#kept === undefined || this.#kept.until < Date.now()) {
      const rules = rulesInForce(this.#messaging.pool).then(({ version, rules: document }) =>
        rulesOf(version, document),
      );
      this.#kept = { rules, until: Date.now() + FRESH_MS };
      rules.catch(() => this.forget());
    }
    return this.#kept.rules;
  }

  /** Whoever changed the rules sees them at once. */
  forget(): void {
    this.#kept = undefined;
  }
}
