import { isRecord } from '@konduct/core/value/record';
import { filled, type Json, textsOf } from './json.ts';
import { Operations } from './operations.ts';
import { response } from './response.ts';
import { Schemas } from './schemas.ts';
import { securityScheme } from './security-scheme.ts';
import { servers } from './server.ts';

/** Keys with another place in OpenAPI 3. */
const replaced: ReadonlySet<string> = new Set([
  'swagger',
  'host',
  'basePath',
  'schemes',
  'consumes',
  'produces',
  'paths',
  'definitions',
  'parameters',
  'responses',
  'securityDefinitions',
  'components',
]);

/**
 * A Swagger 2 document as OpenAPI 3.0.
 *
 * @throws ConversionFailure for references that lead nowhere, and for results that would be too large
 */
export function upgrade(root: Json): Json {
  const schemas = new Schemas(root);
  const operations = new Operations(root, schemas);
  const kept = Object.entries(root).filter(([key]) => !replaced.has(key));
  const paths = operations.paths(root.paths);
  const produces = textsOf(root.produces) ?? ['application/json'];
  const context = { root, schemas, produces, own: false };
  const parts = {
    parameters: operations.sharedParameters(),
    responses: mapped(root.responses, (each) => response(each, context)),
    securitySchemes: mapped(root.securityDefinitions, (each) => securityScheme(each, schemas)),
  };
  return {
    openapi: '3.0.3',
    ...schemas.data(Object.fromEntries(kept)),
    ...filled({ servers: servers(root) }),
    paths,
    ...filled({
      // Swagger 2 has no `components`, but directives for Kong may refer to each other there.
      components: {
        ...(isRecord(root.components) ? schemas.data(root.components) : {}),
        ...filled({ ...parts, schemas: schemas.components() }),
      },
    }),
  };
}

function mapped(value: unknown, convert: (each: unknown) => unknown): Json {
  return isRecord(value) ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, convert(each)])) : {};
}
