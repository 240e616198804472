import { SERVICES, type ServiceName } from '@rapport/contracts';
import { exitCodes, Failure } from '../failure.ts';
import { isService } from './parked-api.ts';

/** A parked event as people name it: `complaints/12`, or `12` with the service beside it. */
export interface Place {
  readonly service: ServiceName;
  readonly id: number;
}

export function placeOf(text: string, service?: string): Place {
  const [, named, number] = /^(?:([a-z]+)\/)?([1-9]\d{0,14})$/.exec(text) ?? [];
  const of = named ?? service;
  if (number === undefined) throw new Failure(`'${text}' is no id`, exitCodes.usage, 'ids look like complaints/12');
  if (of === undefined) throw new Failure(`of which service is ${text}?`, exitCodes.usage, 'say complaints/12, say');
  return { service: serviceOf(of), id: Number(number) };
}

export function serviceOf(name: string): ServiceName {
  if (isService(name)) return name;
  throw new Failure(`there is no service '${name}'`, exitCodes.usage, `there are: ${SERVICES.join(', ')}`);
}

/** The one that was asked for, or all. */
export const servicesOf = (name: string | undefined): readonly ServiceName[] =>
  name === undefined ? SERVICES : [serviceOf(name)];
