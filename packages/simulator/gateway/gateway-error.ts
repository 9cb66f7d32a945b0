import { type InvalidParameter, Refusal } from '../rules/problem.ts';

/** The error of one field of an entity, in the gateway's own words. */
interface Detail {
  readonly type: 'ERROR_TYPE_REFERENCE' | 'ERROR_TYPE_FIELD' | 'ERROR_TYPE_ENTITY';
  readonly field?: string;
  readonly messages: readonly string[];
}

/** The gateway's error shape, seen on the real service. decK prints `message` and nothing else. */
function gatewayError(status: number, code: number, message: string, details: readonly Detail[]): Refusal {
  const typed = details.map((detail) => ({
    '@type': 'type.googleapis.com/kong.admin.model.v1.ErrorDetail',
    ...detail,
  }));
  return new Refusal(status, 'application/json', { code, message, details: typed });
}

/** 400: an entity with a broken schema. */
export function entityInvalid(problems: readonly InvalidParameter[]): Refusal {
  return gatewayError(
    400,
    3,
    'validation error',
    problems.map(({ field, rule, reason }) =>
      rule === 'required'
        ? { type: 'ERROR_TYPE_ENTITY', messages: [`missing properties: '${field}'`] }
        : { type: 'ERROR_TYPE_FIELD', field, messages: [reason] },
    ),
  );
}

/** 400, not 409: the real service answers duplicates this way. */
export function entityNotUnique(fields: readonly string[]): Refusal {
  const field = fields.join(', ');
  return constraint(field, `${field} (type: unique) constraint failed`);
}

/** 400: a reference to a missing entity. */
export function entityForeign(field: string, id: string): Refusal {
  return constraint(field, `${field} (type: foreign) constraint failed for value '${id}': `);
}

/**
 * 400: a delete of what another entity refers to. Seen for a service with a route (github.com/Kong/kong-operator/issues/777).
 *
 * @param by the kind of the other entity, in the singular
 */
export function entityReferenced(by: string): Refusal {
  return constraint(undefined, `constraint failed (type: foreign) as ${by} references this value`);
}

/** 404. decK shows its message. */
export function entityNotFound(what: string): Refusal {
  return gatewayError(404, 5, `${what} not found`, []);
}

function constraint(field: string | undefined, message: string): Refusal {
  const place = field === undefined ? {} : { field };
  return gatewayError(400, 3, 'data constraint error', [
    { type: 'ERROR_TYPE_REFERENCE', ...place, messages: [message] },
  ]);
}
