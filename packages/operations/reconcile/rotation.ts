import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { finding } from '@konduct/core/diagnostic/finding';
import { inputWords } from '@konduct/core/diagnostic/input-words';
import { UserError } from '@konduct/core/diagnostic/user-error';
import { readableAddress } from '@konduct/core/graph/address';
import type { ResourceGraph, ResourceNode } from '@konduct/core/graph/node';
import { World } from '@konduct/core/graph/world';
import { fieldAt } from '@konduct/core/kind/kind';
import { holdsSecrets, secretFields } from '@konduct/core/kind/secret-field';

/**
 * Refuses addresses whose secrets could not be sent again.
 *
 * @throws UserError naming each address that no resource has, or whose resource has no secret
 */
export function refuseIdleRotation(addresses: readonly string[], graphs: readonly ResourceGraph[]): void {
  const nodes = graphs.flatMap((graph) => graph.nodes);
  const found = addresses.flatMap((address): Diagnostic[] => {
    const node = nodes.find((candidate) => candidate.address === address);
    if (node && hasSecret(node)) return [];
    const what = node
      ? `The ${node.kind.name} ${readableAddress(address)} has no secret`
      : `Nothing has the address ${address}`;
    return [
      finding('input-invalid', `${what}, so that none of it is sent again`, node?.place, {
        cause: `It is named by ${inputWords('rotate-secrets')}.`,
        fix: 'Name the address of an object with a secret, as `konduct plan` shows it.',
      }),
    ];
  });
  if (found.length > 0) throw new UserError(found);
}

/** Whether a resource has a secret, known or not. */
function hasSecret(node: ResourceNode): boolean {
  const { fields, unknowns } = node.evaluate(new World());
  return (
    secretFields(node.kind, fields).length > 0 ||
    unknowns.some(({ path }) => holdsSecrets(fieldAt(node.kind, path.replace(/\.\d+$/, ''))))
  );
}
