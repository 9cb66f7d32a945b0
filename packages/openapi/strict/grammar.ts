import { count, data, either, flag, list, map, number, object, type Shape, text, typeName, words } from './shape.ts';

// The objects of OpenAPI 3.0, 3.1 and 3.2 together, with their fixed fields, named as in the specification. A field
// that only one of the versions has does no harm in the others.

const described = { description: words, summary: words, externalDocs: words };
const exampled = { example: words, examples: words };

const server: Shape = object(() => ({ url: text, description: words, name: words, variables: map(serverVariable) }));
const serverVariable: Shape = object(() => ({ enum: list(text), default: text, description: words }));

const discriminator: Shape = object(() => ({ propertyName: text, mapping: map(text), defaultMapping: text }));

/** A Schema Object: the JSON Schema of OpenAPI 3.0 and that of 3.1. */
const schema: Shape = either(
  object(() => ({
    ...described,
    ...exampled,
    title: words,
    xml: words,
    $comment: words,
    type: either(typeName, list(typeName)),
    format: text,
    pattern: text,
    enum: list(data),
    const: data,
    default: data,
    multipleOf: number,
    minimum: number,
    maximum: number,
    exclusiveMinimum: either(flag, number),
    exclusiveMaximum: either(flag, number),
    minLength: count,
    maxLength: count,
    minItems: count,
    maxItems: count,
    minContains: count,
    maxContains: count,
    minProperties: count,
    maxProperties: count,
    uniqueItems: flag,
    nullable: flag,
    readOnly: flag,
    writeOnly: flag,
    allowEmptyValue: flag,
    deprecated: flag,
    required: list(text),
    dependentRequired: map(list(text)),
    items: schema,
    contains: schema,
    not: schema,
    if: schema,
    // biome-ignore lint/suspicious/noThenProperty: JSON Schema calls it so
    then: schema,
    else: schema,
    propertyNames: schema,
    contentSchema: schema,
    allOf: list(schema),
    anyOf: list(schema),
    oneOf: list(schema),
    prefixItems: list(schema),
    properties: map(schema),
    patternProperties: map(schema),
    dependentSchemas: map(schema),
    $defs: map(schema),
    additionalProperties: schema,
    unevaluatedProperties: schema,
    unevaluatedItems: schema,
    discriminator,
    contentMediaType: text,
    contentEncoding: text,
    $schema: text,
    $id: text,
    $anchor: text,
    $dynamicRef: text,
    $dynamicAnchor: text,
  })),
  flag,
);

const header: Shape = object(() => parameterFields());
const parameter: Shape = object(() => ({ ...parameterFields(), name: text, in: text }));

function parameterFields(): Readonly<Record<string, Shape>> {
  return {
    ...described,
    ...exampled,
    required: flag,
    deprecated: flag,
    allowEmptyValue: flag,
    allowReserved: flag,
    style: text,
    explode: flag,
    schema,
    content: map(mediaType),
  };
}

const encoding: Shape = object(() => ({
  contentType: text,
  headers: map(header),
  style: text,
  explode: flag,
  allowReserved: flag,
}));
const mediaType: Shape = object(() => ({ ...exampled, schema, itemSchema: schema, encoding: map(encoding) }));

const requestBody: Shape = object(() => ({ ...described, required: flag, content: map(mediaType) }));
const response: Shape = object(() => ({
  ...described,
  headers: map(header),
  content: map(mediaType),
  links: map(link),
}));
const link: Shape = object(() => ({
  ...described,
  operationRef: text,
  operationId: text,
  parameters: map(data),
  requestBody: data,
  server,
}));
const callback: Shape = object(() => ({}), pathReference());
const securityRequirement: Shape = map(list(text));

const operation: Shape = object(() => ({
  ...described,
  tags: list(text),
  operationId: text,
  parameters: list(parameter),
  requestBody,
  responses: object(() => ({}), response),
  callbacks: map(callback),
  deprecated: flag,
  security: list(securityRequirement),
  servers: list(server),
}));

/** The methods of OpenAPI, as path items have them. */
export const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'] as const;

function pathReference(): Shape {
  return object(() => ({
    ...described,
    ...Object.fromEntries(methods.map((method) => [method, operation])),
    additionalOperations: map(operation),
    servers: list(server),
    parameters: list(parameter),
  }));
}

const pathItem = pathReference();
const flow: Shape = object(() => ({
  authorizationUrl: text,
  deviceAuthorizationUrl: text,
  tokenUrl: text,
  refreshUrl: text,
  scopes: map(text),
}));
const securityScheme: Shape = object(() => ({
  ...described,
  type: text,
  name: text,
  in: text,
  scheme: text,
  bearerFormat: text,
  openIdConnectUrl: text,
  flows: object(() => ({
    implicit: flow,
    password: flow,
    clientCredentials: flow,
    authorizationCode: flow,
    deviceAuthorization: flow,
  })),
}));

export {
  encoding as encodingShape,
  header as headerShape,
  operation as operationShape,
  parameter as parameterShape,
  schema as schemaShape,
};

/** The root of an OpenAPI 3 document. */
export const openApiShape: Shape = object(() => ({
  openapi: text,
  info: object(() => ({
    ...described,
    title: words,
    termsOfService: words,
    contact: words,
    license: words,
    version: text,
  })),
  jsonSchemaDialect: text,
  $self: text,
  servers: list(server),
  paths: object(() => ({}), pathItem),
  webhooks: map(pathItem),
  components: object(() => ({
    schemas: map(schema),
    responses: map(response),
    parameters: map(parameter),
    examples: words,
    requestBodies: map(requestBody),
    headers: map(header),
    securitySchemes: map(securityScheme),
    links: map(link),
    callbacks: map(callback),
    pathItems: map(pathItem),
    mediaTypes: map(mediaType),
  })),
  security: list(securityRequirement),
  tags: words,
  externalDocs: words,
}));
