import { isFields } from '../rules/merge.ts';

/** One request and its result. */
export interface Exchange {
  /** The time of its arrival, in milliseconds since the epoch. */
  readonly time: number;
  readonly durationMs: number;
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly query: string;
  /** The status of the answer; 0 when the connection was reset. */
  readonly status: number;
  /** The number of open requests at its arrival, with itself. */
  readonly inFlight: number;
  /** The SHA-256 of the bearer token, never the token. */
  readonly token: string | undefined;
  /** The effect of a fault rule. */
  readonly fault?: string;
  /** Only when bodies are recorded; secret fields are masked. */
  readonly requestBody?: unknown;
  readonly responseBody?: unknown;
}

/** Counts over a log. */
export interface Stats {
  readonly calls: number;
  readonly writes: number;
  readonly maxInFlight: number;
  readonly byMethod: Readonly<Record<string, number>>;
  readonly byStatus: Readonly<Record<string, number>>;
}

/** The oldest entries are dropped, so that a simulator that runs for long does not fill the memory. */
const MAX_ENTRIES = 100_000;

/** The requests since the start or the last reset. */
export class ExchangeLog {
  #entries: Exchange[] = [];
  #calls = 0;
  #writes = 0;
  #maxInFlight = 0;
  #byMethod: Record<string, number> = {};
  #byStatus: Record<string, number> = {};
  #open = 0;

  /** Counts a request as open. @returns the number of open requests. */
  enter(): number {
    this.#open += 1;
    this.#maxInFlight = Math.max(this.#maxInFlight, this.#open);
    return this.#open;
  }

  /** Counts a request as done and records it. */
  leave(exchange: Exchange): void {
    this.#open -= 1;
    this.#calls += 1;
    if (exchange.method !== 'GET' && exchange.method !== 'HEAD') this.#writes += 1;
    this.#byMethod[exchange.method] = (this.#byMethod[exchange.method] ?? 0) + 1;
    this.#byStatus[exchange.status] = (this.#byStatus[exchange.status] ?? 0) + 1;
    this.#entries.push(exchange);
    if (this.#entries.length > MAX_ENTRIES) this.#entries = this.#entries.slice(MAX_ENTRIES / 2);
  }

  /** Counts a request as done whose client closed the connection before it was complete. */
  abandon(): void {
    this.#open -= 1;
  }

  entries(): readonly Exchange[] {
    return this.#entries;
  }

  stats(): Stats {
    return {
      calls: this.#calls,
      writes: this.#writes,
      maxInFlight: this.#maxInFlight,
      byMethod: { ...this.#byMethod },
      byStatus: { ...this.#byStatus },
    };
  }

  /** Forgets the recorded requests; open ones still count as open. */
  reset(): void {
    this.#entries = [];
    this.#calls = 0;
    this.#writes = 0;
    this.#maxInFlight = this.#open;
    this.#byMethod = {};
    this.#byStatus = {};
  }
}

const SECRET_FIELDS = new Set([
  'client_secret',
  'oidc_client_secret',
  'custom_private_key',
  'password',
  'secret',
  'token',
  'key',
  'authorization',
]);

/** A body for the log, with the texts of secret fields masked. */
export function masked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(masked);
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([field, part]) => [field, SECRET_FIELDS.has(field) ? hidden(part) : masked(part)]),
  );
}

/** Masks lists as well: the OpenID Connect plugin has lists of secrets. */
function hidden(value: unknown): unknown {
  if (typeof value === 'string') return '***';
  return Array.isArray(value) ? value.map(hidden) : masked(value);
}
