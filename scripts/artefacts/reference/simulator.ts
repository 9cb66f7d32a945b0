import { LENIENCIES } from '../../../packages/simulator/contract/leniency.ts';
import { operationKey } from '../../../packages/simulator/contract/operation.ts';
import { OPERATIONS } from '../../../packages/simulator/contract/operations.generated.ts';
import { unserved } from '../../../packages/simulator/contract/unserved.ts';
import { routes } from '../../../packages/simulator/kinds/routes.ts';
import type { Artefact } from '../artefact.ts';
import { code, generatedNotice, table } from '../markdown.ts';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

interface At {
  readonly method: string;
  readonly host: string;
  readonly path: string;
}

/**
 * The page with the simulator's part of Konnect's contract, the operations that it lacks, and its deviations from the
 * contract.
 */
export function simulatorPage(): Artefact {
  const missing = unserved(routes);
  const inContract = new Set(OPERATIONS.map(operationKey));
  const beside = routes.filter((route) => !inContract.has(operationKey(route)));
  const served = OPERATIONS.filter((operation) => !missing.includes(operation));
  const tolerated = LENIENCIES.map(({ field, operations, reason }) => [
    code(field),
    operations.map(code).join(', '),
    reason,
  ]);
  const text = `${generatedNotice('packages/simulator and Konnect’s contract')}

# What the simulator serves

${served.length} of the ${OPERATIONS.length} operations of Konnect's API contract, and ${beside.length} that it does not have and Kong's own tools call.
How it is run and steered, and where it guesses, is in [packages/simulator](../../packages/simulator/README.md).

## Missing

${missing.length === 0 ? 'Nothing.' : `These answer 501:\n\n${byPath(missing)}`}

## Bodies

Every request body is held to the contract at every depth: types, choices, bounds, patterns, required fields, and fields
that it does not have or that are read-only. What it refuses is a 400 that names the fields at fault, but for what the real
service is known to take:

${table(['Field', 'Operations', 'Why'], tolerated)}

## Served

${byPath(served)}

## Served beside the contract

${byPath(beside)}
`;
  return { path: 'docs/reference/simulator.md', text };
}

/** One row for each path, with its methods. */
function byPath(operations: readonly At[]): string {
  const paths = Map.groupBy(operations, ({ path }) => path);
  const rows = [...paths.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, all]) => {
      const methods = METHODS.filter((method) => all.some((one) => one.method === method));
      return [code(path), methods.join(', '), all[0]?.host ?? ''];
    });
  return table(['Path', 'Methods', 'Host'], rows);
}
