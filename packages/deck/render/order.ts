import { parseYaml } from '@konduct/core/source/yaml';

/**
 * Puts the parts of a team's file in the order of their services in the committed one; new ones follow in their own
 * order. The order makes no difference to decK but to reviewers, and koctl's follows no rule that could be repeated.
 */
export function inCommittedOrder<T extends { readonly text: string }>(parts: readonly T[], committed: string): T[] {
  const places = new Map(serviceNames(committed).map((name, index) => [name, index]));
  if (places.size === 0) return [...parts];
  const placed = parts.map((part, index) => {
    const known = serviceNames(part.text).flatMap((name) => places.get(name) ?? []);
    return { part, index, place: Math.min(...known, Number.POSITIVE_INFINITY) };
  });
  placed.sort((a, b) => (a.place === b.place ? a.index - b.index : a.place - b.place));
  return placed.map(({ part }) => part);
}

/** The names of a file's services. Files in decK's notation are read line by line, which is much faster. */
function serviceNames(text: string): string[] {
  const block = /^services:\n((?:[- ].*\n?)*)/m.exec(text)?.[1];
  if (block !== undefined) {
    const lines = block.match(/^(?:- | {2})name: .*$/gm) ?? [];
    const items = block.match(/^- /gm) ?? [];
    const names = lines.map((line) => line.slice(8).trim());
    if (names.length === items.length && names.every((name) => /^[\w][\w.-]*$/.test(name))) return names;
  }
  const { value } = parseYaml({ path: '', text });
  const services: unknown = typeof value === 'object' && value !== null && 'services' in value ? value.services : [];
  if (!Array.isArray(services)) return [];
  return services.flatMap((service: unknown) =>
    typeof service === 'object' && service !== null && 'name' in service ? [String(service.name)] : [],
  );
}
