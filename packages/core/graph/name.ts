import type { Fields } from '../provider/provider.ts';
import { valueAt } from '../value/value-at.ts';
import type { ResourceNode } from './node.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

/** What people call a resource: its name, or whatever readable value identifies it. */
export function nameOf(node: ResourceNode, fields: Fields): string {
  for (const path of ['name', ...node.kind.identity]) {
    const value = valueAt(fields, path);
    if (typeof value === 'string' && !uuid.test(value)) return value;
  }
  // A link between two objects has no name of its own; the item it is made for does.
  return node.parts.at(-2) ?? node.address;
}
