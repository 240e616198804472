import { describe, expect, it } from '@jest/globals';
import { routesIn } from './routes-in.ts';
import { faultsOf } from './row-faults.ts';
import { rowsOf } from './rows.ts';

const table = (line: string): string => `# Rows

| row | what | routes | events | specs | shown by | open |
|---|---|---|---|---|---|---|
${line}
`;
const GOOD =
  '| P1 | party | `POST /api/profile/v1/customers` | `CustomerRegistered` | [decide](../a.decide.spec.ts) | `curl -d "a \\| b"` | - |';
const known = {
  rows: ['P1'],
  routes: new Set(['POST /api/profile/v1/customers']),
  events: new Set(['CustomerRegistered']),
};
const faults = (line: string) => faultsOf(rowsOf(table(line)), known);

describe('the table of rows', () => {
  it('is true where all it names is there, and all that is there is named', () => {
    expect(faults(GOOD)).toEqual([]);
  });

  it.each([
    ['a route that is not there', GOOD.replace('POST', 'PUT'), 'P1: there is no route PUT /api/profile/v1/customers'],
    [
      'a route that no row names',
      GOOD.replace(/`POST[^`]*`/, ''),
      'no row names the route POST /api/profile/v1/customers',
    ],
    ['an event that is not there', GOOD.replace('Registered', 'Met'), 'P1: there is no event CustomerMet'],
    [
      'an event that no row names',
      GOOD.replace('`CustomerRegistered`', ''),
      'no row names the event CustomerRegistered',
    ],
    ['a file that is no spec', GOOD.replace('.spec.ts', '.ts'), 'P1: ../a.decide.ts is no spec'],
    ['a row without a spec', GOOD.replace(/\[decide.*?\)/, ''), 'P1: without a spec and a command it is a claim'],
    ['a row that is missing', '', 'its rows must be P1'],
  ])('finds %s', (_what, line, fault) => expect(faults(line)).toContain(fault));

  it('refuses other columns', () => {
    expect(() => rowsOf('| a | b |\n|---|---|\n')).toThrow('columns');
  });
});

describe('the routes of a controller', () => {
  it('are read with what comes before, their parameters, and their colons', () => {
    const text = `
      @Controller('v1/customers')
      export class CustomersController {
        @Get() @Allow('analyst') all() {}
        @Post('::batch') many() {}
        @Get(':id/view') view() {}
        helper() {}
      }`;
    expect(routesIn('customers.controller.ts', text)).toEqual([
      'GET /v1/customers',
      'POST /v1/customers/:batch',
      'GET /v1/customers/{id}/view',
    ]);
  });
});
