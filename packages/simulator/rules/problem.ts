/** One entry of `invalid_parameters` in a 400 of the platform API (Konnect API contract 3.15.0, BadRequestError). */
export interface InvalidParameter {
  readonly field: string;
  readonly rule: string;
  readonly reason: string;
  readonly source: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly choices?: readonly unknown[];
}

/**
 * A request that Konnect refuses. Rules throw it, at any depth, and `handle` turns it into a response. Every rule runs
 * before the first write, so that a refused request has no effect.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly contentType: string;
  readonly fields: Readonly<Record<string, unknown>>;

  constructor(status: number, contentType: string, fields: Readonly<Record<string, unknown>>) {
    super(`refused with ${status}`);
    this.status = status;
    this.contentType = contentType;
    this.fields = fields;
  }
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  501: 'Not Implemented',
};

/** A refusal in the platform API's shape, `application/problem+json`; `handle` adds `instance`. */
export function problem(status: number, detail: string, more: Readonly<Record<string, unknown>> = {}): Refusal {
  return new Refusal(status, 'application/problem+json', { status, title: TITLES[status] ?? 'Error', detail, ...more });
}

/** A 400 with the wrong fields (Konnect API contract 3.15.0, BadRequestError). */
export function invalid(parameters: readonly InvalidParameter[]): Refusal {
  return problem(400, 'Invalid Parameters', { invalid_parameters: parameters });
}

/** A 404 for an id that does not exist, or that belongs to another organization: Konnect's answer is the same. */
export function notFound(noun: string, id: string): Refusal {
  return problem(404, `${noun} ${id} not found`);
}

/**
 * The 400 for a name that is in use, seen on the real service for `POST /v3/portals`; `unique` is not among the
 * contract's rules.
 */
export function notUnique(field: string, value: unknown): Refusal {
  return invalid([
    {
      field,
      rule: 'unique',
      reason: `${field}: "${String(value)}" already exists and must be unique.`,
      source: 'body',
    },
  ]);
}
