import { Inject, Injectable } from '@nestjs/common';
import { Fresh } from '@rapport/service-kit';
import { rulesOf, type IdentityRules } from '../domain/identity-rules.ts';
import { Catalogues } from './catalogues.ts';
import { IDENTITY_RULES } from './identity-rules.bodies.ts';

const FRESH_MS = 5000;

/** The rules of identity in force, kept as they are applied: every identifier that is shown is held against them. */
@Injectable()
export class IdentityRulesKeeper {
  readonly #catalogues: Catalogues;
  readonly #kept = new Fresh<IdentityRules>(FRESH_MS);

  constructor(@Inject(Catalogues) catalogues: Catalogues) {
    this.#catalogues = catalogues;
  }

  current(): Promise<IdentityRules> {
    return this.#kept.get(async () => {
      const { version, content } = await this.#catalogues.inForce(IDENTITY_RULES);
      return rulesOf(version, content);
    });
  }

  /** Whoever changed the rules sees them at once. */
  forget(): void {
    this.#kept.clear();
  }
}
