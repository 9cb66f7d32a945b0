import type { SimulatedResponse } from '../request.ts';
import { isFields } from '../rules/merge.ts';

/** A fault, and the requests that it hits. A rule without conditions hits all. */
export interface FaultRule {
  readonly method?: string;
  /** The start of the path. */
  readonly path?: string;
  /** A regular expression for the path. */
  readonly pattern?: string;
  /** A regular expression for the body as it was sent. */
  readonly body?: string;
  readonly host?: string;
  /** The number of requests that it hits; all by default. */
  readonly times?: number;
  /** The number of matching requests that are left alone first. */
  readonly after?: number;
  /** Milliseconds that the answer is delayed. */
  readonly latencyMs?: number;
  /** The status of an answer in place of the real one; the request is not applied. */
  readonly status?: number;
  /** Seconds, in a `Retry-After` header. */
  readonly retryAfter?: number;
  /** Resets the connection instead of answering: `before` the request is applied, or `after`. */
  readonly reset?: 'before' | 'after';
  /**
   * Hides the objects that this request creates from lists: for a number of milliseconds, and for a number of lists.
   */
  readonly lag?: { readonly ms?: number; readonly lists?: number };
  /** Lists count more items than there are, for ever; or lose half of a page. */
  readonly pages?: 'endless' | 'truncated';
}

/** The effect of the rules on one request. */
export type Fault = Pick<FaultRule, 'status' | 'retryAfter' | 'reset' | 'lag' | 'pages'> & {
  readonly latencyMs: number;
};

interface Armed {
  readonly rule: FaultRule;
  readonly pattern: RegExp | undefined;
  readonly body: RegExp | undefined;
  seen: number;
}

/** The active rules. */
export class Faults {
  #armed: Armed[] = [];

  add(...rules: readonly FaultRule[]): void {
    for (const rule of rules) {
      this.#armed.push({ rule, pattern: compiled(rule.pattern), body: compiled(rule.body), seen: 0 });
    }
  }

  clear(): void {
    this.#armed = [];
  }

  rules(): FaultRule[] {
    return this.#armed.map(({ rule }) => rule);
  }

  /**
   * Counts a request for every matching rule, and combines their effects: latencies are added; of other effects the
   * first of a kind counts.
   */
  strike(method: string, host: string, path: string, body = ''): Fault | undefined {
    let fault: Fault | undefined;
    for (const armed of this.#armed) {
      if (!matches(armed, method, host, path, body)) continue;
      armed.seen += 1;
      const { after = 0, times = Number.POSITIVE_INFINITY, latencyMs = 0, ...effects } = armed.rule;
      if (armed.seen <= after || armed.seen > after + times) continue;
      fault = { ...effects, ...fault, latencyMs: (fault?.latencyMs ?? 0) + latencyMs };
    }
    return fault;
  }
}

function compiled(pattern: string | undefined): RegExp | undefined {
  return pattern === undefined ? undefined : new RegExp(pattern);
}

function matches(armed: Armed, method: string, host: string, path: string, text: string): boolean {
  const { rule, pattern, body } = armed;
  return (
    (rule.method === undefined || rule.method === method) &&
    (rule.host === undefined || rule.host === host) &&
    (rule.path === undefined || path.startsWith(rule.path)) &&
    (pattern === undefined || pattern.test(path)) &&
    (body === undefined || body.test(text))
  );
}

/** The answer of a rule with `status`, in the shape for the path: that of the platform API or of gateway entities. */
export function faultResponse(fault: Fault, path: string): SimulatedResponse {
  const status = fault.status ?? 500;
  const retry: Record<string, string> =
    fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) };
  // Seen: decK's own tests on the real service get this very message.
  const detail = status === 429 ? 'API rate limit exceeded' : `simulated fault ${status}`;
  if (path.includes('/core-entities')) {
    return { status, headers: { 'content-type': 'application/json', ...retry }, body: { message: detail } };
  }
  return {
    status,
    headers: { 'content-type': 'application/problem+json', ...retry },
    body: { status, title: detail, instance: 'kong:trace:0', detail },
  };
}

/** Applies a fault of paging to a list; other answers stay unchanged. */
export function spoilPages(response: SimulatedResponse, how: 'endless' | 'truncated', path: string): SimulatedResponse {
  const { body } = response;
  if (response.status !== 200 || !isFields(body) || !Array.isArray(body.data)) return response;
  if (how === 'truncated')
    return { ...response, body: { ...body, data: body.data.slice(0, Math.floor(body.data.length / 2)) } };
  const page = isFields(body.meta) ? body.meta.page : undefined;
  if (!isFields(page)) return { ...response, body: { ...body, next: path, offset: 'AA' } };
  const endless =
    'number' in page
      ? { ...page, total: Number(page.number) * Number(page.size) + 1 }
      : { ...page, next: `${path}?page[after]=AA` };
  return { ...response, body: { ...body, meta: { page: endless } } };
}

/**
 * Reads rules in JSON.
 *
 * @throws Error with the name of the first wrong field
 */
export function readFaultRules(value: unknown): FaultRule[] {
  return (Array.isArray(value) ? value : [value]).map(readFaultRule);
}

const FIELDS: Readonly<Record<keyof FaultRule, (value: unknown) => boolean>> = {
  method: isText,
  path: isText,
  pattern: isPattern,
  body: isPattern,
  host: isText,
  times: isCount,
  after: isCount,
  latencyMs: isCount,
  status: (value) => isCount(value) && Number(value) >= 400 && Number(value) <= 599,
  retryAfter: isCount,
  reset: (value) => value === 'before' || value === 'after',
  lag: (value) => isFields(value) && Object.values(value).every(isCount),
  pages: (value) => value === 'endless' || value === 'truncated',
};

function readFaultRule(value: unknown): FaultRule {
  if (!isFields(value)) throw new Error('a fault rule is an object');
  for (const [field, part] of Object.entries(value)) {
    if (!Object.hasOwn(FIELDS, field)) throw new Error(`a fault rule has no field "${field}"`);
    if (!FIELDS[field as keyof FaultRule](part))
      throw new Error(`a fault rule's "${field}" cannot be ${JSON.stringify(part)}`);
  }
  return value as FaultRule;
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

function isCount(value: unknown): boolean {
  return typeof value === 'number' && value >= 0;
}

function isPattern(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  try {
    new RegExp(value);
    return true;
  } catch {
    return false;
  }
}
