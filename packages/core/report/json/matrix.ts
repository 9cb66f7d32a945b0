import type { GraphNode } from '../../run/reconciliation.ts';
import { shardsOf } from '../../run/shard.ts';

/**
 * A platform as GitHub's job matrix, for the `matrix` output: each row has the values of the inputs of the same name.
 *
 * @param environments the environments of the run; all when empty. With some, the matrix has rows for these alone and
 * none for the organizations themselves, whose resources would otherwise be part of several matrices.
 */
export function renderMatrix(graph: readonly GraphNode[], environments: readonly string[]): string {
  const wanted = graph.filter(
    ({ environment }) => environments.length === 0 || environment === undefined || environments.includes(environment),
  );
  const shards = shardsOf(wanted).filter(({ level }) => environments.length === 0 || level === 'environment');
  const include = shards.map((shard) => ({
    name: shard.name,
    level: shard.level,
    organizations: shard.organizations.join(','),
    // A shard without names of environments has all environments of its organizations: here, all that the run names.
    environments: (shard.level === 'environment' && shard.environments.length === 0
      ? environments
      : shard.environments
    ).join(','),
    resources: shard.size,
  }));
  return JSON.stringify({ include });
}
