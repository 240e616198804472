import { Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { Code } from '@rapport/contracts';
import type { Messaging } from '@rapport/messaging';
import {
  Actor,
  Allow,
  Body,
  Limit,
  malformed,
  MESSAGING,
  Query,
  Returns,
  type Page,
  type Principal,
} from '@rapport/service-kit';
import Type, { type Static } from 'typebox';
import { ask } from '../run-score.ts';
import { scores } from '../scores.ts';
import { readRuns, type ScoreRun } from './score-runs.ts';

const closed = { additionalProperties: false };
const RunsQuery = Type.Object({ score: Type.Optional(Code), limit: Limit }, closed);
const RunBody = Type.Object({ score: { ...Code, description: 'valueClass …' } }, closed);

/** Figures of all customers that are worked out at once: what was, and working one out now. */
@Controller('v1/score-runs')
export class ScoreRunsController {
  readonly #messaging: Messaging;

  constructor(@Inject(MESSAGING) messaging: Messaging) {
    this.#messaging = messaging;
  }

  @Get()
  @Allow('analyst', 'supervisor', 'manager', 'administrator')
  @Returns('Which figures were worked out for everybody, for which time, and how far that has come; newest first')
  async list(@Query(RunsQuery) { score, limit }: Static<typeof RunsQuery>): Promise<Page<ScoreRun>> {
    return { items: await readRuns(this.#messaging.pool, score, limit), next: null };
  }

  @Post()
  @HttpCode(202)
  @Allow('manager', 'administrator')
  @Returns('Works a figure out now, and tells what moved, without waiting until it is due')
  async run(@Body(RunBody) { score: name }: Static<typeof RunBody>, @Actor() actor: Principal): Promise<unknown> {
    const score = scores.find(each => each.name === name);
    if (score === undefined) {
      throw malformed('body', [
        { pointer: '/score', message: `is none of ${scores.map(each => each.name).join(', ')}` },
      ]);
    }
    const period = score.asked(new Date());
    await ask(this.#messaging.pool, score, period, actor.id);
    return { score: name, ...period };
  }
}
