import type { Field } from '../kind/field.ts';
import { fieldAt, type Kind } from '../kind/kind.ts';
import { SecretHandle } from '../secret/secret-handle.ts';

/** A value of a field's type in the place of an unknown one, so that discovery evaluates the rest of an expression. */
export function placeholderOf(kind: Kind | undefined, address: string, name: string): unknown {
  return sampleOf(kind && fieldAt(kind, name), `(${address} ${name})`);
}

function sampleOf(field: Field | undefined, text: string): unknown {
  switch (field?.type) {
    case 'integer':
    case 'number':
      return 1;
    case 'boolean':
      return true;
    case 'array':
      return [sampleOf(field.items, text)];
    case 'object':
      return Object.fromEntries(
        Object.entries(field.properties ?? {}).map(([name, property]) => [name, sampleOf(property, text)]),
      );
    case 'content':
      return { digest: text };
    case 'secret':
      return SecretHandle.absent({ reason: text, fix: '' });
    default:
      return text;
  }
}
