import 'reflect-metadata';
import { RequestMethod, type Type as Class } from '@nestjs/common';
import type { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { ruleOf, type Rule } from './allow.ts';
import { inputsOf, type Input } from './inputs.ts';
import { refusalsOf } from './raw-body.ts';
import { answerOf, type Answer } from './returns.ts';

export interface Route {
  readonly controller: string;
  readonly handler: string;
  readonly method: string;
  /** As the router has it: `:id` is a parameter, `::` a colon. */
  readonly path: string;
  readonly rule: Rule | undefined;
  readonly inputs: readonly Input[];
  readonly answer: Answer | undefined;
  readonly status: number;
  /** Statuses of problems that it may answer beyond those of its kind. */
  readonly refusals: readonly number[];
}

/** Every route of every controller, from Nest's metadata. */
export function routesOf(discovery: DiscoveryService, scanner: MetadataScanner): Route[] {
  return discovery.getControllers().flatMap(({ metatype }) => {
    if (!isClass(metatype)) return [];
    const prefix = metadata('path', metatype);
    return scanner.getAllMethodNames(metatype.prototype).flatMap(name => routesOfHandler(metatype, name, prefix));
  });
}

function routesOfHandler(controller: Class, name: string, prefix: unknown): Route[] {
  const handler: unknown = controller.prototype[name];
  if (typeof handler !== 'function') return [];
  const path = metadata('path', handler);
  const method = metadata('method', handler);
  if (path === undefined || typeof method !== 'number') return [];
  const code = metadata('__httpCode__', handler);
  return paths(prefix).flatMap(base =>
    paths(path).map(rest => ({
      controller: controller.name,
      handler: name,
      method: RequestMethod[method] ?? 'GET',
      path: `/${[base, rest]
        .flatMap(part => part.split('/'))
        .filter(part => part !== '')
        .join('/')}`,
      rule: ruleOf(handler, controller),
      inputs: inputsOf(controller.prototype, name),
      answer: answerOf(handler),
      refusals: refusalsOf(handler),
      status: typeof code === 'number' ? code : RequestMethod[method] === 'POST' ? 201 : 200,
    })),
  );
}

const metadata = (key: string, target: object): unknown => Reflect.getMetadata(key, target);
const paths = (value: unknown): string[] => [value ?? ''].flat().map(String);
const isClass = (value: unknown): value is Class => typeof value === 'function';

/** Deny is the default, and forgetting is a fault: a route must say who may use it. */
export function assertRules(routes: readonly Route[]): void {
  const open = routes.filter(route => route.rule === undefined);
  if (open.length === 0) return;
  const names = open.map(route => `${route.method} ${route.path} (${route.controller}.${route.handler})`);
  throw new Error(`These routes have neither @Allow(…) nor @Public():\n  ${names.join('\n  ')}`);
}
