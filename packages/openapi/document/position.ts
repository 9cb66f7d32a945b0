/** The kinds of places in an OpenAPI document, as far as they matter for `$ref`. */
export type Position =
  | 'document'
  | 'components'
  | 'paths'
  | 'pathItem'
  | 'operation'
  | 'operations'
  | 'parameters'
  | 'parameter'
  | 'responses'
  | 'sharedResponses'
  | 'response'
  | 'requestBodies'
  | 'requestBody'
  | 'contents'
  | 'content'
  | 'encodings'
  | 'encoding'
  | 'headers'
  | 'header'
  | 'examples'
  | 'example'
  | 'links'
  | 'link'
  | 'pathItems'
  | 'callbacks'
  | 'callback'
  | 'securitySchemes'
  | 'securityScheme'
  | 'schemas'
  | 'schema'
  | 'discriminator'
  /** A directive for Kong (`x-kong-…`), which may refer to `components`. */
  | 'directive'
  /** A value of the API's own, in which `$ref` is an ordinary key. */
  | 'data';

type Members = Readonly<Record<string, Position>>;

const described: Members = { content: 'contents', schema: 'schema', examples: 'examples', items: 'schema' };

/** The kinds of a place's members; `*` stands for all keys that are not listed. */
const members: Readonly<Record<Position, Members>> = {
  document: {
    paths: 'paths',
    webhooks: 'pathItems',
    components: 'components',
    definitions: 'schemas',
    parameters: 'parameters',
    responses: 'sharedResponses',
    securityDefinitions: 'securitySchemes',
  },
  components: {
    schemas: 'schemas',
    responses: 'sharedResponses',
    parameters: 'parameters',
    examples: 'examples',
    requestBodies: 'requestBodies',
    headers: 'headers',
    securitySchemes: 'securitySchemes',
    links: 'links',
    callbacks: 'callbacks',
    pathItems: 'pathItems',
  },
  paths: { '*': 'pathItem' },
  pathItems: { '*': 'pathItem' },
  pathItem: {
    parameters: 'parameters',
    get: 'operation',
    put: 'operation',
    post: 'operation',
    delete: 'operation',
    options: 'operation',
    head: 'operation',
    patch: 'operation',
    trace: 'operation',
    query: 'operation',
    additionalOperations: 'operations',
  },
  operations: { '*': 'operation' },
  operation: {
    parameters: 'parameters',
    requestBody: 'requestBody',
    responses: 'responses',
    callbacks: 'callbacks',
  },
  parameters: { '*': 'parameter' },
  parameter: described,
  responses: { '*': 'response' },
  sharedResponses: { '*': 'response' },
  response: { ...described, headers: 'headers', links: 'links' },
  requestBodies: { '*': 'requestBody' },
  requestBody: described,
  contents: { '*': 'content' },
  content: { schema: 'schema', examples: 'examples', encoding: 'encodings' },
  encodings: { '*': 'encoding' },
  encoding: { headers: 'headers' },
  headers: { '*': 'header' },
  header: described,
  examples: { '*': 'example' },
  example: {},
  links: { '*': 'link' },
  link: {},
  callbacks: { '*': 'callback' },
  callback: { '*': 'pathItem' },
  securitySchemes: { '*': 'securityScheme' },
  securityScheme: {},
  schemas: { '*': 'schema' },
  schema: {
    properties: 'schemas',
    patternProperties: 'schemas',
    dependentSchemas: 'schemas',
    dependencies: 'schemas',
    $defs: 'schemas',
    definitions: 'schemas',
    allOf: 'schemas',
    anyOf: 'schemas',
    oneOf: 'schemas',
    prefixItems: 'schemas',
    items: 'schema',
    additionalItems: 'schema',
    additionalProperties: 'schema',
    unevaluatedItems: 'schema',
    unevaluatedProperties: 'schema',
    propertyNames: 'schema',
    contains: 'schema',
    contentSchema: 'schema',
    not: 'schema',
    if: 'schema',
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema; nobody awaits this table
    then: 'schema',
    else: 'schema',
    discriminator: 'discriminator',
  },
  discriminator: {},
  directive: { '*': 'directive' },
  data: {},
};

/** The maps in which a key with `x-` begins an extension. In all others, keys are free names. */
const extensible: ReadonlySet<Position> = new Set(['paths', 'responses', 'callback']);

/** The kind of the place under a key. */
export function memberOf(position: Position, key: string): Position {
  const table = members[position];
  // A map may have any key, such as `constructor` or `x-rate-limit`.
  if (Object.hasOwn(table, '*') && !(extensible.has(position) && key.startsWith('x-'))) return table['*'] ?? 'data';
  if (position !== 'data' && (key === 'x-kong' || key.startsWith('x-kong-'))) return 'directive';
  return Object.hasOwn(table, key) ? (table[key] ?? 'data') : 'data';
}

/** The kind of a list's items: those of a list of schemas are schemas, those of any other list are of its own kind. */
export function itemOf(position: Position): Position {
  return members[position]['*'] ?? position;
}

/**
 * The section of `components` for a part that is referred to from a place; undefined for a part without one, which is
 * written in place.
 */
export function sectionOf(position: Position, swagger: boolean): readonly string[] | undefined {
  if (swagger) {
    if (position === 'schema') return ['definitions'];
    return position === 'parameter' ? ['parameters'] : position === 'response' ? ['responses'] : undefined;
  }
  switch (position) {
    case 'schema':
    case 'parameter':
    case 'response':
    case 'header':
    case 'example':
    case 'link':
    case 'callback':
    case 'securityScheme':
      return ['components', `${position}s`];
    case 'requestBody':
      return ['components', 'requestBodies'];
    default:
      return undefined;
  }
}
