import type { JsonSchema } from '../../shape/json-schema.ts';
import { block, neededText } from './part.ts';

/** What a secret source is called in schemas; messages about one never show what it holds. */
export const secretTitle = 'Secret source';

export const secretTypes = ['env', 'file', 'literal'] as const;

export const secretSchema: JsonSchema = block(
  'Where a secret comes from. The manifest names the place, and the value never enters a plan, a report or a log.',
  {
    type: neededText('`env` reads an environment variable, `file` a file; `literal` has to be allowed first.', {
      title: secretTitle,
      enum: secretTypes,
    }),
    value: neededText(
      'The name of the environment variable or the path of the file (`$HOME` and other variables in it are filled in).',
      { title: secretTitle, examples: ['KONNECT_TOKEN', '$HOME/.konnect/token'] },
    ),
  },
  { title: secretTitle, required: ['type', 'value'] },
);

/** A block like this may be empty in koctl's format, as any other: then there is no secret. */
export const optionalSecretSchema: JsonSchema = { ...secretSchema, type: ['object', 'null'] };
