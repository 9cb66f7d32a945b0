import { isFields } from '../rules/merge.ts';

/** One request and what became of it. */
export interface Exchange {
  /** When the request came in, milliseconds since the epoch. */
  readonly time: number;
  readonly durationMs: number;
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly query: string;
  /** The status answered; 0 when the connection was reset instead. */
  readonly status: number;
  /** How many requests were open when this one came in, itself included. */
  readonly inFlight: number;
  /** The SHA-256 of the bearer token, never the token. */
  readonly token: string | undefined;
  /** What a fault rule did to it. */
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

/** Oldest entries go first, so that a simulator left running does not fill the memory. */
const MAX_ENTRIES = 100_000;

/** Everything that was asked since the start or the last reset. */
export class ExchangeLog {
  #entries: Exchange[] = [];
  #calls = 0;
  #writes = 0;
  #maxInFlight = 0;
  #byMethod: Record<string, number> = {};
  #byStatus: Record<string, number> = {};
  #open = 0;

  /** Counts a request in. @returns how many are open now. */
  enter(): number {
    this.#open += 1;
    this.#maxInFlight = Math.max(this.#maxInFlight, this.#open);
    return this.#open;
  }

  /** Counts a request out and keeps it. */
  leave(exchange: Exchange): void {
    this.#open -= 1;
    this.#calls += 1;
    if (exchange.method !== 'GET' && exchange.method !== 'HEAD') this.#writes += 1;
    this.#byMethod[exchange.method] = (this.#byMethod[exchange.method] ?? 0) + 1;
    this.#byStatus[exchange.status] = (this.#byStatus[exchange.status] ?? 0) + 1;
    this.#entries.push(exchange);
    if (this.#entries.length > MAX_ENTRIES) this.#entries = this.#entries.slice(MAX_ENTRIES / 2);
  }

  /** Counts out a request whose client hung up before it was complete. */
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

  /** Forgets what was asked; requests still open stay counted as open. */
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

/** A body as the log may keep it: the texts of secret fields are masked. */
export function masked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(masked);
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([field, part]) => [field, SECRET_FIELDS.has(field) ? hidden(part) : masked(part)]),
  );
}

/** The OpenID Connect plugin has lists of secrets. */
function hidden(value: unknown): unknown {
  if (typeof value === 'string') return '***';
  return Array.isArray(value) ? value.map(hidden) : masked(value);
}
