import { isRecord } from '@konduct/core/value/record';
import type { KonnectAnswer } from './transport.ts';

/** What Konnect says about a request it refused, in whichever of its shapes. */
export interface ProblemDetails {
  /** Its own words, on one line and without the full stop. */
  readonly reason: string | undefined;
  /** What Kong's support finds the request by. */
  readonly trace: string | undefined;
  /** There is such an object already: 409, or 400 with nothing but the rule `unique`, as POST answers for portals and APIs. */
  readonly duplicate: boolean;
}

const quoteLimit = 300;

/**
 * Reads the body of a refusal: problem+json with `invalid_parameters` (platform), `{message, details}` (core entities),
 * or text that some gateway in between sent.
 */
export function readProblemDetails(answer: KonnectAnswer): ProblemDetails {
  const { status, body } = answer;
  if (!isRecord(body)) {
    return { reason: typeof body === 'string' ? quoted(body) : undefined, trace: undefined, duplicate: status === 409 };
  }
  const parameters = records(body.invalid_parameters);
  const details = records(body.details);
  const reasons = [
    ...parameters.map((parameter) => labelled(parameter.field, parameter.reason)),
    ...details.map((detail) => labelled(detail.field, texts(detail.messages).join(', '))),
  ].filter((reason) => reason !== '');
  const general = [body.detail, body.message, body.title].find((text) => typeof text === 'string' && text !== '');
  const reason = reasons.length > 0 ? reasons.join('; ') : typeof general === 'string' ? general : undefined;
  return {
    reason: reason === undefined ? undefined : oneLine(reason),
    trace: typeof body.instance === 'string' && body.instance.startsWith('kong:trace:') ? body.instance : undefined,
    duplicate: status === 409 || (status === 400 && isTaken(parameters)),
  };
}

function isTaken(parameters: readonly Record<string, unknown>[]): boolean {
  return parameters.length > 0 && parameters.every(({ rule }) => rule === 'unique');
}

/** Text from outside, shortened and in quotes. */
export function quoted(text: string): string | undefined {
  const line = oneLine(text);
  return line === '' ? undefined : JSON.stringify(line);
}

/** One line, so that a log line stays one, and no longer than people read. */
function oneLine(text: string): string {
  const line = text
    .slice(0, quoteLimit * 4)
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .trim()
    .replace(/\.$/, '');
  return line.length > quoteLimit ? `${line.slice(0, quoteLimit)}…` : line;
}

/** `reason` usually begins with the field's name; then it is not said twice. */
function labelled(field: unknown, reason: unknown): string {
  if (typeof reason !== 'string') return '';
  const name = typeof field === 'string' ? field : '';
  return name === '' || reason.startsWith(name) ? reason.replace(/\.$/, '') : `${name} ${reason.replace(/\.$/, '')}`;
}

function records(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
