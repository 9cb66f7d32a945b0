import type { ManifestOrganization } from './table/organization.ts';

/**
 * The environments that each environment depends on, directly or through others, by name. Environments without
 * dependencies are left out. In each list, an environment comes after the ones it depends on. A circle has been
 * reported; its last step is ignored.
 */
export function environmentOrder({ environments }: ManifestOrganization): Map<string, readonly string[]> {
  const order = new Map<string, readonly string[]>();
  const follow = (name: string, within: readonly string[]): readonly string[] => {
    const known = order.get(name);
    if (known) return known;
    if (within.includes(name)) return [];
    const direct = environments.get(name)?.dependsOn.filter((other) => environments.has(other)) ?? [];
    const all = direct.flatMap((other) => [...follow(other, [...within, name]), other]);
    const found = [...new Set(all)].filter((other) => other !== name);
    if (found.length > 0) order.set(name, found);
    return found;
  };
  for (const name of environments.keys()) follow(name, []);
  return order;
}
