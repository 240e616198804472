import { Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { Body, Public, Returns } from '@rapport/service-kit';
import Type, { type Static } from 'typebox';
import type { DevelopmentIssuer, SignedIn } from './issuer.ts';

export const ISSUER = Symbol('issuer');

const SignIn = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' }),
    role: Type.Enum(['specialist', 'supervisor', 'manager', 'analyst', 'service', 'privacyOfficer', 'administrator']),
  },
  { additionalProperties: false },
);
type SignIn = Static<typeof SignIn>;

const Session = Type.Object({
  token: Type.String(),
  expiresAt: Type.String({ format: 'date-time' }),
  role: Type.String(),
  name: Type.String(),
});

/** Sign-in without a password, on a development machine: listed by the module only where there is a key for it. */
@Controller('dev')
export class SignInController {
  readonly #issuer: DevelopmentIssuer;

  constructor(@Inject(ISSUER) issuer: DevelopmentIssuer) {
    this.#issuer = issuer;
  }

  @Post('sign-in')
  @HttpCode(200)
  @Public()
  @Returns('A token of the development issuer, good for twelve hours', Session)
  async signIn(@Body(SignIn) { name, role }: SignIn): Promise<SignedIn & SignIn> {
    return { ...(await this.#issuer.sign(name.trim(), role)), role, name: name.trim() };
  }

  @Get('jwks.json')
  @Public()
  @Returns("The development issuer's public keys")
  keys(): DevelopmentIssuer['jwks'] {
    return this.#issuer.jwks;
  }
}
