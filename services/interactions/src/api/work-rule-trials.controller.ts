import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { Code } from '@rapport/contracts';
import { Actor, Allow, Body, malformed, Param, Returns, type Principal } from '@rapport/service-kit';
import { Trial, TrialBody, Version } from './work-rule-bodies.ts';
import { WorkRuleTrials, type TrialSeen } from './work-rule-trials.ts';
import { WorkRulesTable } from './work-rules.ts';
import { moment } from './work-items.ts';

/** What a rule would have raised on past events: nothing is raised. */
@Controller('v1')
@Allow('manager', 'administrator', 'service')
export class WorkRuleTrialsController {
  readonly #rules: WorkRulesTable;
  readonly #trials: WorkRuleTrials;

  constructor(rules: WorkRulesTable, trials: WorkRuleTrials) {
    this.#rules = rules;
    this.#trials = trials;
  }

  @Post('work-rules/:code/versions/:version/dry-runs')
  @HttpCode(202)
  @Returns(
    'Tries a version on past events; a short trial has ended in the answer, of a long one it says how far it is',
    Trial,
  )
  async start(
    @Param('code', Code) code: string,
    @Param('version', Version) version: number,
    @Body(TrialBody) body: TrialBody,
    @Actor() actor: Principal,
  ): Promise<TrialSeen> {
    const [from, until] = [moment(body.from, '/from'), moment(body.until ?? new Date().toISOString(), '/until')];
    if (from >= until) throw malformed('body', [{ pointer: '/until', message: 'must lie after from' }]);
    const rule = await this.#rules.version(code, version);
    return this.#trials.start(rule, { from, until, withImported: body.withImported ?? false }, actor.id);
  }

  @Get('work-rules/:code/versions/:version/dry-runs')
  @Returns('The last twenty trials of a version, the newest first')
  async list(@Param('code', Code) code: string, @Param('version', Version) version: number): Promise<object> {
    return { items: await this.#trials.of(code, version), next: null };
  }

  @Get('work-rule-dry-runs/:trialId')
  @Returns('A trial: how far it is, and what came of it', Trial)
  read(@Param('trialId') id: string): Promise<TrialSeen> {
    return this.#trials.read(id);
  }
}
