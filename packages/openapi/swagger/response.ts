import { isRecord } from '@konduct/core/value/record';
import { isExtension, type Json } from './json.ts';
import { header } from './parameter.ts';
import { follow, pointerOf } from './pointers.ts';
import type { Schemas } from './schemas.ts';

export interface ResponseContext {
  readonly root: Json;
  readonly schemas: Schemas;
  readonly produces: readonly string[];
  /** Whether the operation has a `produces` of its own. A shared response is then different for it. */
  readonly own: boolean;
}

/** A response of an operation, or a shared response. */
export function response(value: unknown, context: ResponseContext): unknown {
  const { root, schemas, own } = context;
  if (!isRecord(value) || typeof value.$ref !== 'string') return writtenResponse(value, context);
  const found = follow(root, value);
  if (!found) return { $ref: value.$ref };
  const [section, name, ...deeper] = pointerOf(value.$ref) ?? [];
  if (!own && section === 'responses' && name !== undefined && deeper.length === 0)
    return { $ref: value.$ref.replace('#/responses/', '#/components/responses/') };
  return writtenResponse(found.value, context, () => schemas.referenceTo([...found.pointer, 'schema'], value));
}

/** @param schema the schema to use instead of the response's own */
function writtenResponse(value: unknown, { schemas, produces }: ResponseContext, schema?: () => unknown): unknown {
  if (!isRecord(value)) return schemas.data(value);
  const kept = Object.entries(value).filter(([key]) => isExtension(key));
  const headers = isRecord(value.headers) ? Object.entries(value.headers).filter(([, each]) => isRecord(each)) : [];
  const media = () => ({ schema: schema ? schema() : schemas.schema(value.schema) });
  return {
    description: typeof value.description === 'string' ? value.description : '',
    ...(headers.length > 0
      ? { headers: Object.fromEntries(headers.map(([name, each]) => [name, header(each as Json, schemas)])) }
      : {}),
    ...(value.schema === undefined ? {} : { content: Object.fromEntries(produces.map((type) => [type, media()])) }),
    ...schemas.data(Object.fromEntries(kept)),
  };
}
