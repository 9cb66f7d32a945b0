import { Secret, type SecretRef } from '../../secret/secret.ts';
import { rangeOf } from '../../source/origin.ts';
import { looksLikeToken } from '../token.ts';
import { type Key, key } from './key.ts';
import { requiredText, requiredWord } from './scalar.ts';
import { type Read, schemaOf, type Table, table } from './table.ts';

/**
 * The title of secret sources in schemas. The dialect of manifests recognises them by it and never quotes their values.
 */
export const secretTitle = 'Secret source';

export const secretTable = table(
  {
    title: secretTitle,
    definition: 'secret',
    description:
      'Where a secret comes from. The manifest names the place, and the value never enters a plan, a report or a log.',
  },
  {
    type: requiredWord(
      '`env` reads an environment variable, `file` a file; `literal` has to be allowed first.',
      ['env', 'file', 'literal'],
      { title: secretTitle },
    ),
    value: requiredText(
      'The name of the environment variable or the path of the file (`$HOME` and other variables in it are filled in).',
      { title: secretTitle, examples: ['KONNECT_TOKEN', '$HOME/.konnect/token'] },
    ),
  },
);

/** koctl takes an empty mapping for an absent secret, so `type` and `value` are not required here. */
const optionalSecretTable: typeof secretTable = {
  ...secretTable,
  definition: 'optionalSecret',
  schema: { ...secretTable.schema, type: ['object', 'null'] },
};

/** An optional secret source. */
export function secret(description: string): Key<SecretRef | undefined> {
  return secretKey(description, optionalSecretTable, false);
}

/** A required secret source. */
export function requiredSecret(description: string): Key<SecretRef | undefined> {
  return secretKey(description, secretTable, true);
}

function secretKey(
  description: string,
  source: Table<Read<typeof secretTable>>,
  required: boolean,
): Key<SecretRef | undefined> {
  return key({
    schema: schemaOf(source, description),
    required,
    tables: [source],
    read: (from, name) => from.block(name, (mapping) => refOf(source.read(mapping, ''))),
  });
}

/** Wraps a literal value in a `Secret` at once, so that printing the model cannot show it. */
function refOf(source: Read<typeof secretTable>): SecretRef | undefined {
  const { type, value } = source;
  if (type === undefined || value === undefined) return undefined;
  const range = rangeOf(source, 'value') ?? rangeOf(source);
  const at = range ? { at: range } : {};
  // A token in the place of a variable's or file's name is a secret, too.
  if (type === 'literal' || looksLikeToken(value)) return { type: 'literal', secret: new Secret(value), ...at };
  return { type, source: value, ...at };
}
