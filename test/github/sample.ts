import { type Node, resolve } from './description.ts';

/**
 * The smallest value that a schema of GitHub's description accepts, with the given fields. GitHub's objects have up to
 * a hundred required fields, and nearly all of them are URLs that Konduct does not read.
 */
export function sample(schema: string, given: Record<string, unknown> = {}): Record<string, unknown> {
  const { node } = resolve({ $ref: `#/components/schemas/${schema}` }, '');
  return { ...(valueFor(node) as Record<string, unknown>), ...given };
}

function valueFor(schema: unknown): unknown {
  const { node } = resolve(schema, '');
  const types = [node.type].flat();
  if (types.includes('null')) return null;
  if (Array.isArray(node.enum)) return node.enum[0];
  const [branch] = [node.allOf, node.anyOf, node.oneOf].flatMap((list) => (Array.isArray(list) ? list : []));
  if (types.includes('object') || node.properties !== undefined) return objectOf(node);
  if (branch !== undefined) return valueFor(branch);
  if (types.includes('array')) return [];
  if (types.includes('boolean')) return false;
  if (types.includes('integer') || types.includes('number')) return node.minimum ?? 0;
  return textOf(node);
}

function objectOf(node: Node): Record<string, unknown> {
  const properties = (node.properties ?? {}) as Node;
  return Object.fromEntries(((node.required ?? []) as string[]).map((name) => [name, valueFor(properties[name])]));
}

function textOf(node: Node): string {
  if (node.format === 'uri') return 'https://github.example/sample';
  if (node.format === 'date-time') return '2026-01-01T00:00:00Z';
  return 'sample';
}
