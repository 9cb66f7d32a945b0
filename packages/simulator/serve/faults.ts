import type { SimulatedResponse } from '../request.ts';
import { isFields } from '../rules/merge.ts';

/** What goes wrong with which requests. A rule that says nothing of them is about all. */
export interface FaultRule {
  readonly method?: string;
  /** The path starts with this. */
  readonly path?: string;
  /** The path matches this regular expression. */
  readonly pattern?: string;
  /** The body, as it was sent, matches this regular expression. */
  readonly body?: string;
  readonly host?: string;
  /** How many requests it hits; all when left out. */
  readonly times?: number;
  /** How many matching requests go well first. */
  readonly after?: number;
  /** Milliseconds the answer takes longer. */
  readonly latencyMs?: number;
  /** Answered instead of the real thing, which does not happen. */
  readonly status?: number;
  /** Seconds, in a `Retry-After` header. */
  readonly retryAfter?: number;
  /** The connection breaks instead of an answer: `before` the request is applied, or `after`. */
  readonly reset?: 'before' | 'after';
  /** Objects this request creates stay out of lists: for so many milliseconds, and for so many lists. */
  readonly lag?: { readonly ms?: number; readonly lists?: number };
  /** Lists claim more items than there are, for ever; or lose half of a page. */
  readonly pages?: 'endless' | 'truncated';
}

/** What the rules do to one request. */
export type Fault = Pick<FaultRule, 'status' | 'retryAfter' | 'reset' | 'lag' | 'pages'> & {
  readonly latencyMs: number;
};

interface Armed {
  readonly rule: FaultRule;
  readonly pattern: RegExp | undefined;
  readonly body: RegExp | undefined;
  seen: number;
}

/** The rules in force. */
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

  /** Counts a request against every rule it matches, and joins what they do: latencies add up, the first other effect of a kind wins. */
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

/** The answer of a rule with `status`, in the shapes of the two halves of the API. */
export function faultResponse(fault: Fault, path: string): SimulatedResponse {
  const status = fault.status ?? 500;
  const retry: Record<string, string> =
    fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) };
  // Seen: decK's own tests on the real service meet exactly this message.
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

/** Spoils the paging of a list; every other answer stays as it is. */
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
 * Reads rules that came as JSON.
 * @throws Error that names the first field at fault.
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
