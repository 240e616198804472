import { readFile } from 'node:fs/promises';
import { STAFF_ROLES } from '@rapport/contracts';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { Errors } from 'typebox/value';
import { exitCodes, Failure, messageOf } from '../failure.ts';

const Column = Type.String({ minLength: 1 });
const optional = Type.Optional(Column);

/** Which column of a file of staff is what. */
export const StaffMappingSchema = Type.Object(
  {
    description: Type.Optional(Type.String()),
    csv: Type.Optional(
      Type.Object(
        {
          encoding: Type.Optional(Type.Enum(['utf8', 'latin1'])),
          delimiter: Type.Optional(Type.String({ pattern: '^[\\t -~]$' })),
        },
        { additionalProperties: false },
      ),
    ),
    day: Type.String({ minLength: 1, description: 'How days are written: Luxon tokens, such as M/d/yyyy, or iso' }),
    roles: Type.Record(Type.String(), Type.Enum(STAFF_ROLES), {
      description: 'From the file’s words to ours; our own need not be listed',
    }),
    columns: Type.Object(
      {
        staffId: Column,
        role: Column,
        worksFrom: Column,
        worksTo: optional,
        name: optional,
        signsInAs: optional,
        teamId: optional,
        languages: optional,
        leads: optional,
      },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
);
const check = Compile(StaffMappingSchema);

export type StaffMapping = Type.Static<typeof StaffMappingSchema>;

/** Throws Failure that says what is wrong with the file. */
export async function readStaffMapping(path: string): Promise<StaffMapping> {
  const text = await readFile(path, 'utf8').catch((error: Error) => {
    throw new Failure(`the mapping ${path} cannot be read: ${error.message}`, exitCodes.notFound);
  });
  const value = parsed(text, path);
  if (check.Check(value)) return value;
  const faults = Errors(StaffMappingSchema, value).map(
    ({ instancePath, message }) => `\n  ${instancePath.slice(1).replaceAll('/', '.') || 'the mapping'}: ${message}`,
  );
  throw new Failure(`the mapping ${path} is not right:${[...new Set(faults)].join('')}`, exitCodes.usage);
}

function parsed(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Failure(`the mapping ${path} is no JSON: ${messageOf(error)}`, exitCodes.usage);
  }
}
