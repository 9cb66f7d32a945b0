/**
 * A blueprint file as YAML has it, after its shape was checked and before anything in it was resolved. The objects keep
 * their Origin, so that every later finding has a place.
 */
export interface RawBlueprint {
  readonly apiVersion: string;
  readonly kind: 'Blueprint';
  readonly metadata: { readonly name: string; readonly description?: string };
  readonly schema?: {
    readonly types?: Readonly<Record<string, RawFields>>;
    readonly spec?: RawFields;
    readonly status?: Readonly<Record<string, unknown>>;
  };
  readonly resources: readonly RawResource[];
}

export type RawFields = Readonly<Record<string, string | RawNested>>;

/** Fields may nest without naming a type; an interface because a type cannot refer to itself here. */
export interface RawNested extends Readonly<Record<string, string | RawNested>> {}

export interface RawResource {
  readonly id: string;
  readonly kind: string;
  readonly template?: Readonly<Record<string, unknown>>;
  readonly externalRef?: Readonly<Record<string, unknown>>;
  readonly forEach?: readonly Readonly<Record<string, string>>[];
  readonly includeWhen?: readonly string[];
  readonly readyWhen?: readonly string[];
  readonly region?: string;
  readonly blueprint?: string;
  readonly parameters?: unknown;
  readonly manages?: Readonly<Record<string, unknown>>;
}

const fieldNames = {
  description: 'Fields have names of letters, digits and _.',
  pattern: '^[A-Za-z_][A-Za-z0-9_]*$',
  examples: ['visibility'],
} as const;

/** The shape as a JSON Schema: for the check, and for editors. */
export const blueprintSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Konduct blueprint',
  description: 'Says which Konnect resources an organization, an environment or a service becomes.',
  type: 'object',
  required: ['apiVersion', 'kind', 'metadata', 'resources'],
  additionalProperties: false,
  properties: {
    apiVersion: { description: 'The version of the language.', enum: ['konduct/v1'] },
    kind: { description: 'What the file is.', enum: ['Blueprint'] },
    metadata: {
      description: 'What the blueprint is called.',
      type: 'object',
      required: ['name'],
      additionalProperties: false,
      properties: {
        name: {
          description: 'organization, environment and service replace the built-in ones.',
          type: 'string',
          pattern: '^[a-z][a-z0-9-]*$',
          examples: ['service'],
        },
        description: { description: 'What it is for.', type: 'string' },
      },
    },
    schema: {
      description: 'What an instance says, and what it reports.',
      type: 'object',
      additionalProperties: false,
      properties: {
        types: {
          description: 'Named types.',
          type: 'object',
          propertyNames: {
            description: 'Types have names in UpperCamelCase.',
            pattern: '^[A-Z][A-Za-z0-9]*$',
            examples: ['Limits'],
          },
          additionalProperties: { $ref: '#/$defs/fields' },
        },
        spec: { $ref: '#/$defs/fields' },
        status: {
          description: 'Values made of what the resources became.',
          type: 'object',
          propertyNames: {
            description: 'Values have names in lowerCamelCase.',
            pattern: '^[a-z][A-Za-z0-9]*$',
            examples: ['portalId'],
          },
        },
      },
    },
    resources: {
      description: 'The resources, in any order: references decide the order of work.',
      type: 'array',
      items: { $ref: '#/$defs/resource' },
    },
  },
  $defs: {
    fields: {
      description: 'A type and its markers by field name: `string | required=true`.',
      type: 'object',
      propertyNames: fieldNames,
      additionalProperties: { $ref: '#/$defs/field' },
    },
    field: {
      description: 'A type and its markers, or the fields of an object.',
      type: ['string', 'object'],
      propertyNames: fieldNames,
      additionalProperties: { $ref: '#/$defs/field' },
    },
    resource: {
      description: 'One resource, or one for each item of a forEach.',
      type: 'object',
      required: ['id', 'kind'],
      additionalProperties: false,
      properties: {
        id: {
          description: 'How other resources refer to it, in lowerCamelCase.',
          type: 'string',
          pattern: '^[a-z][A-Za-z0-9]*$',
          examples: ['controlPlane'],
        },
        kind: {
          description: 'A Konnect resource kind, or the name of a blueprint.',
          type: 'string',
          examples: ['ControlPlane'],
        },
        template: { description: 'The fields, as literals and ${…} expressions.', type: 'object' },
        externalRef: { description: 'Finds something that exists already, instead of a template.', type: 'object' },
        forEach: {
          description: 'One resource for each item; a later iterator may use an earlier one.',
          type: 'array',
          minItems: 1,
          maxItems: 10,
          items: {
            description: 'An iterator: a name and the list it goes through.',
            type: 'object',
            minProperties: 1,
            maxProperties: 1,
            propertyNames: {
              description: 'Iterators have names in lowerCamelCase.',
              pattern: '^[a-z][A-Za-z0-9]*$',
              examples: ['team'],
            },
            additionalProperties: { description: 'An expression that yields a list.', type: 'string' },
          },
        },
        includeWhen: {
          description: 'All must be true, or the resource and what depends on it are left out.',
          type: 'array',
          items: { description: 'An expression that is true or false.', type: 'string' },
        },
        readyWhen: {
          description: 'All must be true before what depends on it goes on; may use only the resource itself.',
          type: 'array',
          items: { description: 'An expression that is true or false.', type: 'string' },
        },
        region: { description: 'The region of what it becomes, where that is not inherited.', type: 'string' },
        blueprint: {
          description: 'An expression naming another blueprint to use instead, if it is not empty.',
          type: 'string',
        },
        parameters: { description: 'What that blueprint gets beside the template.' },
        manages: {
          description:
            'The kinds of links that manifests alone say of what the resource becomes, each with a condition: one that no ' +
            'manifest declares any more is removed by a prune.',
          type: 'object',
          additionalProperties: { description: 'true, false or an expression.', type: ['boolean', 'string'] },
        },
      },
    },
  },
} as const;
