import {
  type CelType,
  celBool,
  celDouble,
  celDyn,
  celInt,
  celList,
  celMap,
  celString,
  celStruct,
  type StructField,
  type StructType,
} from '../cel/type.ts';
import type { Field } from './field.ts';
import type { Kind } from './kind.ts';

/** The type of a document's handle in expressions. A field of the type `content` accepts it; it has no members. */
export const contentType: StructType = {
  name: 'Content',
  description: 'The content of a document, to be passed on to a field that takes one.',
  opaque: true,
  fields: new Map(),
};

/** The type of a secret's handle in expressions. A field of the type `secret` accepts it; it has no members. */
export const secretType: StructType = {
  name: 'SecretValue',
  description: 'The value of a secret, to be passed on to a field that takes one.',
  opaque: true,
  fields: new Map(),
};

const types = new WeakMap<Kind, StructType>();

/** The type a resource of this kind has in expressions: its template fields and what Konnect computes. */
export function kindType(kind: Kind): StructType {
  const known = types.get(kind);
  if (known) return known;
  const fields = new Map<string, StructField>();
  for (const [name, field] of Object.entries(kind.fields)) {
    fields.set(name, {
      type: fieldType(field, `${kind.name}.${name}`),
      always: field.required === true,
      description: field.description,
    });
  }
  for (const [name, field] of Object.entries(kind.computed)) {
    fields.set(name, { type: fieldType(field, `${kind.name}.${name}`), always: true, description: field.description });
  }
  const type: StructType = { name: kind.name, description: kind.description, fields };
  types.set(kind, type);
  return type;
}

const fieldTypes = new WeakMap<Field, CelType>();

/** The type of one field. A nested object becomes a struct named after its place in the kind. */
export function fieldType(field: Field, name: string): CelType {
  let type = fieldTypes.get(field);
  if (!type) {
    type = makeFieldType(field, name);
    fieldTypes.set(field, type);
  }
  return type;
}

function makeFieldType(field: Field, name: string): CelType {
  switch (field.type) {
    case 'string':
      return celString;
    case 'integer':
      return celInt;
    case 'number':
      return celDouble;
    case 'boolean':
      return celBool;
    case 'content':
      return celStruct(contentType);
    case 'secret':
      return celStruct(secretType);
    case 'array':
      return celList(field.items ? fieldType(field.items, `${name}.item`) : celDyn);
    case 'object':
      if (field.values) return celMap(fieldType(field.values, `${name}.value`));
      if (!field.properties) return celMap(celDyn);
      return celStruct({
        name,
        fields: new Map(
          Object.entries(field.properties).map(([key, property]) => [
            key,
            {
              type: fieldType(property, `${name}.${key}`),
              always: property.required === true,
              description: property.description,
            },
          ]),
        ),
      });
  }
}
