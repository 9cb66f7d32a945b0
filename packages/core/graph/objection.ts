import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import type { Fields } from '../provider/provider.ts';
import { readableAddress } from './address.ts';
import { askedOf } from './guarded.ts';
import type { Evaluation, ResourceNode } from './node.ts';

/**
 * What speaks against the values of a resource together, as its kind judges. Undefined also while that depends on a
 * value that is not known yet.
 *
 * @param observed the fields of the object as it is; absent offline, and for an object that does not exist
 */
export function objectionTo(
  node: ResourceNode,
  evaluation: Pick<Evaluation, 'fields' | 'unknowns'>,
  observed?: Fields,
): Diagnostic | undefined {
  const { kind, address } = node;
  const objection = askedOf(evaluation, (fields) => kind.objection?.(fields, observed));
  if (!objection) return undefined;
  const { path, problem, cause, fix } = objection;
  const message = `\`${path}\` of the ${kind.name} ${readableAddress(address)} ${problem}`;
  return finding('kind-objection', message, node.placeOf(path) ?? node.place, { cause, fix });
}
