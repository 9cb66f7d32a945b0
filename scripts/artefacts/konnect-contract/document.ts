/** A JSON object of a contract document. */
export type Node = { readonly [key: string]: unknown };

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects in a list; empty for any other value. */
export function nodesOf(value: unknown): Node[] {
  return Array.isArray(value) ? value.filter(isNode) : [];
}

/**
 * The target of a reference such as `#/components/schemas/Team`.
 *
 * @throws Error when it does not exist
 */
export function nodeAt(document: Node, reference: string): Node {
  const keys = reference
    .replace(/^#\//, '')
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  const found = keys.reduce<unknown>((value, key) => (isNode(value) ? value[key] : undefined), document);
  if (!isNode(found)) throw new Error(`${reference} points to nothing`);
  return found;
}

/** The object itself, or the one that it refers to. */
export function resolved(document: Node, node: Node): Node {
  return typeof node.$ref === 'string' ? resolved(document, nodeAt(document, node.$ref)) : node;
}
