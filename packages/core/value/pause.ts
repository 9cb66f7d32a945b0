/**
 * The pause after a failed attempt, in milliseconds: at random between half and all of a base that doubles with each
 * attempt, so that requests that failed together are not repeated together.
 *
 * @param attempt counted from 1
 * @param jitter from 0 to 1
 */
export function backoff(baseDelay: number, attempt: number, jitter: number): number {
  return baseDelay * 2 ** (attempt - 1) * (0.5 + jitter / 2);
}

/**
 * The pause that a `Retry-After` header asks for, in milliseconds from now. The header has seconds or a date (RFC
 * 9110). Undefined when it is absent or has neither.
 */
export function retryAfter(header: string | undefined, now: number): number | undefined {
  const value = header?.trim();
  if (!value) return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
