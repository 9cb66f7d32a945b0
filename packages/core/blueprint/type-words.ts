import { type CelType, showType } from '../cel/type.ts';
import { secretType } from '../kind/kind-type.ts';

/** A type in words that follow `must be`: `of type string`, `a list`. */
export function typeWords(type: CelType): string {
  if (type.kind === 'list' && type.item.kind === 'dyn') return 'a list';
  if (type.kind === 'map' && type.value.kind === 'dyn') return 'an object';
  return `of type ${showType(type)}`;
}

/** The instruction for writing a value of a type in a template. */
export function howToWrite(type: CelType): string {
  switch (type.kind) {
    case 'string':
      return 'Write text, in quotation marks if YAML would read it as something else.';
    case 'int':
      return 'Write a whole number.';
    case 'double':
      return 'Write a number.';
    case 'bool':
      return 'Write true or false.';
    case 'list':
      return 'Write a list: one `- ` item per line, or items in brackets.';
    case 'map':
      return 'Write `name: value` lines below it.';
    case 'struct':
      return type.struct.opaque
        ? type.struct === secretType
          ? 'Pass on the value of a secret, as in ${secret.value}.'
          : 'Pass on the content of a document, as in ${document.content}.'
        : `Write keys below it: ${[...type.struct.fields.keys()].join(', ')}.`;
    case 'optional':
      return howToWrite(type.item);
    default:
      return 'Write another value.';
  }
}

/** The instruction for converting an expression of one type to another. */
export function howToConvert(from: CelType, to: CelType): string {
  if (from.kind === 'struct' && !from.struct.opaque && to.kind !== 'struct') return 'Name one of its fields.';
  if (from.kind === 'list' && to.kind !== 'list') return 'Choose one of its items, or another value.';
  if (to.kind === 'bool') return 'Compare it with something, or choose another value.';
  const isConvertible =
    ['string', 'int', 'double'].includes(to.kind) && ['string', 'int', 'double', 'bool'].includes(from.kind);
  return isConvertible ? `Convert it with ${to.kind}(…), or choose another value.` : 'Choose another value.';
}
