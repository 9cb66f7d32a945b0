/** What stands at a place of an OpenAPI document, as far as it matters for `$ref`s. */
export type Position =
  | 'document'
  | 'components'
  | 'paths'
  | 'pathItem'
  | 'operation'
  | 'parameters'
  | 'parameter'
  | 'responses'
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
  | 'callbacks'
  | 'callback'
  | 'securitySchemes'
  | 'securityScheme'
  | 'schemas'
  | 'schema'
  | 'discriminator'
  /** A value of the API's own, in which `$ref` is a word like any other. */
  | 'data';

type Members = Readonly<Record<string, Position>>;

const described: Members = { content: 'contents', schema: 'schema', examples: 'examples', items: 'schema' };

/** What the members of a place are; `*` stands for all that are not named. */
const members: Readonly<Record<Position, Members>> = {
  document: {
    paths: 'paths',
    webhooks: 'paths',
    components: 'components',
    definitions: 'schemas',
    parameters: 'parameters',
    responses: 'responses',
    securityDefinitions: 'securitySchemes',
  },
  components: {
    schemas: 'schemas',
    responses: 'responses',
    parameters: 'parameters',
    examples: 'examples',
    requestBodies: 'requestBodies',
    headers: 'headers',
    securitySchemes: 'securitySchemes',
    links: 'links',
    callbacks: 'callbacks',
    pathItems: 'paths',
  },
  paths: { '*': 'pathItem' },
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
  },
  operation: {
    parameters: 'parameters',
    requestBody: 'requestBody',
    responses: 'responses',
    callbacks: 'callbacks',
  },
  parameters: { '*': 'parameter' },
  parameter: described,
  responses: { '*': 'response' },
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
    not: 'schema',
    if: 'schema',
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema; nobody awaits this table
    then: 'schema',
    else: 'schema',
    discriminator: 'discriminator',
  },
  discriminator: {},
  data: {},
};

/** What stands under a key. */
export function memberOf(position: Position, key: string): Position {
  const table = members[position];
  // A map may have any name for a key, `constructor` among them.
  if (Object.hasOwn(table, '*'))
    return key.startsWith('x-') && position !== 'schemas' ? 'data' : (table['*'] ?? 'data');
  return Object.hasOwn(table, key) ? (table[key] ?? 'data') : 'data';
}

/** What the items of a list are: those of a list of schemas are schemas, those of anything else what the list is. */
export function itemOf(position: Position): Position {
  return members[position]['*'] ?? position;
}

/** Where what is referred to from a place has its home in one document; undefined for what has none and is written out. */
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
