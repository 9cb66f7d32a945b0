import type { Call } from '../route.ts';
import { problemsOf } from '../rules/check.ts';
import { type Fields, isFields } from '../rules/merge.ts';
import { list, nullable, record, type Shape, text, whole } from '../rules/shape.ts';
import type { Row } from '../store/table.ts';
import { verifyEntity } from './constraints.ts';
import type { Entity } from './entity.ts';
import { entityTable } from './entity-table.ts';
import { entityInvalid } from './gateway-error.ts';

/** The gateway's rule for tags, which the contract leaves out: printable ASCII but `,` and `/`, or other UTF-8. */
const TAG = /^[ -+\-.0-~\u0080-\u{10ffff}]+$/u;

/** The fields that every entity may have in addition to its own. */
const COMMON: Readonly<Record<string, Shape>> = {
  id: text({ min: 1 }),
  tags: list(text({ pattern: TAG })),
  created_at: whole(),
  updated_at: whole(),
};

const SHAPES = new Map<Entity, Shape>();

/** Unset fields may be null, as decK and kongctl send them. */
function shapeOf(entity: Entity): Shape {
  let shape = SHAPES.get(entity);
  if (shape === undefined) {
    const fields = Object.entries({ ...COMMON, ...entity.fields });
    shape = record(Object.fromEntries(fields.map(([name, part]) => [name, part.required ? part : nullable(part)])));
    SHAPES.set(entity, shape);
  }
  return shape;
}

/**
 * Creates or replaces an entity: the gateway has no PATCH, and a PUT with a new id creates.
 *
 * @param id the client's id; by default a new one
 * @param set fields that the path decides, such as the parent of a nested entity
 * @throws Refusal 400 for a broken schema, a duplicate or a missing reference; nothing is written then
 */
export function writeEntity(entity: Entity, plane: string, id: string | undefined, set: Fields, call: Call): Row {
  const sent = entity.collection === 'services' && isFields(call.body) ? fromUrl(call.body) : call.body;
  const body = isFields(sent) ? { ...sent, ...set } : sent;
  const problems = problemsOf(shapeOf(entity), body);
  if (problems.length > 0 || !isFields(body)) throw entityInvalid(problems);
  const table = entityTable(call.store, plane, entity.collection);
  const key = id ?? (typeof body.id === 'string' ? body.id : call.state.newId());
  const now = Math.floor(call.state.clock() / 1000);
  const row: Row = {
    ...filled(entity.defaults ?? {}, body),
    id: key,
    created_at: table.get(key)?.created_at ?? now,
    ...(entity.unmodified ? {} : { updated_at: now }),
  };
  verifyEntity(entity, row, plane, call);
  table.put(row);
  return row;
}

/** The sent fields with defaults added, at every depth. A field sent as null counts as absent. */
function filled(defaults: Fields, sent: Fields): Record<string, unknown> {
  const result: Record<string, unknown> = { ...defaults };
  for (const [field, value] of Object.entries(sent)) {
    const fallback = defaults[field];
    if (value === null && fallback !== undefined) continue;
    result[field] = isFields(value) && isFields(fallback) ? filled(fallback, value) : value;
  }
  return result;
}

/**
 * `url` stands for protocol, host, port and path, and is write-only (contract 3.15.0, `Service`): a service may be
 * created with it alone.
 *
 * @throws Refusal 400 when it is no address
 */
function fromUrl({ url, ...rest }: Fields): Fields {
  if (url === undefined || url === null) return rest;
  if (typeof url !== 'string' || !URL.canParse(url)) {
    throw entityInvalid([{ field: 'url', rule: 'invalid', reason: 'must be a URL', source: 'body' }]);
  }
  const { protocol, hostname, port, pathname } = new URL(url);
  const scheme = protocol.slice(0, -1);
  return {
    ...rest,
    protocol: scheme,
    host: hostname,
    port: port === '' ? (scheme === 'https' ? 443 : 80) : Number(port),
    ...(pathname === '/' ? {} : { path: pathname }),
  };
}
