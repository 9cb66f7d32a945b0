import { Unknown } from '../cel/unknown.ts';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import type { Fields } from '../provider/provider.ts';
import { isRecord } from '../value/record.ts';
import { readableAddress } from './address.ts';
import type { Evaluation, ResourceNode, UnknownField } from './node.ts';

/**
 * What speaks against the values of a resource together, as its kind judges. Undefined also while that depends on a
 * value that is not known yet.
 *
 * @param observed the fields of the object as it is; absent offline, and for an object that does not exist
 */
export function objectionTo(
  node: ResourceNode,
  { fields, unknowns }: Pick<Evaluation, 'fields' | 'unknowns'>,
  observed?: Fields,
): Diagnostic | undefined {
  const { kind, address } = node;
  if (!kind.objection) return undefined;
  try {
    const objection = kind.objection(guarded(fields, unknowns), observed);
    if (!objection) return undefined;
    const { path, problem, cause, fix } = objection;
    const message = `\`${path}\` of the ${kind.name} ${readableAddress(address)} ${problem}`;
    return finding('kind-objection', message, node.placeOf(path) ?? node.place, { cause, fix });
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
