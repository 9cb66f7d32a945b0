import { Unknown } from '../cel/unknown.ts';
import type { Fields } from '../provider/provider.ts';
import { isRecord } from '../value/record.ts';
import type { Evaluation, UnknownField } from './node.ts';

/**
 * Asks a kind about the values of a resource. Undefined also while the answer depends on a value that is not known yet:
 * reading one ends the question.
 */
export function askedOf<T>(
  { fields, unknowns }: Pick<Evaluation, 'fields' | 'unknowns'>,
  ask: (fields: Fields) => T | undefined,
): T | undefined {
  try {
    return ask(guarded(fields, unknowns));
  } catch (error) {
    if (error instanceof Unknown) return undefined;
    throw error;
  }
}

/** The fields, in which reading a value that is not known yet throws {@link Unknown}. */
function guarded(fields: Fields, unknowns: readonly UnknownField[]): Fields {
  return unknowns.reduce((guarding, { path, on }) => withUnknown(guarding, path.split('.'), on), fields);
}

function withUnknown(fields: Fields, [name = '', ...deeper]: readonly string[], on: string): Fields {
  const members = Object.getOwnPropertyDescriptors(fields);
  const known: unknown = members[name]?.value;
  const member: PropertyDescriptor =
    deeper.length > 0 && isRecord(known)
      ? { enumerable: true, value: withUnknown(known, deeper, on) }
      : {
          enumerable: true,
          get() {
            throw new Unknown(on);
          },
        };
  return Object.defineProperties<Fields>({}, { ...members, [name]: member });
}
