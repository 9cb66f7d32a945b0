import type { GraphNode } from '../../run/reconciliation.ts';
import { shardsOf } from '../../run/shard.ts';

/**
 * A platform as GitHub's job matrix, for the `matrix` output: each row has the values of the inputs of the same name.
 *
 * @param environments those the run is about; all when empty. Who names some wants rows for them alone: what belongs to
 * organizations as a whole is nobody's part twice.
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
    // All environments of a shard are all of those that were asked for.
    environments: (shard.level === 'environment' && shard.environments.length === 0
      ? environments
      : shard.environments
    ).join(','),
    resources: shard.size,
  }));
  return JSON.stringify({ include });
}
