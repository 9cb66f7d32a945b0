import { isRecord } from '@konduct/core/value/record';
import type { KonnectAnswer } from './transport.ts';

/** Konnect's explanation of a refusal, from any of its formats. */
export interface ProblemDetails {
  /** Konnect's words, on one line and without the full stop. */
  readonly reason: string | undefined;
  /** The id by which Kong's support finds the request. */
  readonly trace: string | undefined;
  /**
   * Whether such an object exists: 409, or a 400 that names only the rule `unique`, as POST answers for portals and
   * APIs.
   */
  readonly duplicate: boolean;
}

const quoteLimit = 300;

/**
 * Reads the body of a refusal: problem+json with `invalid_parameters` (platform), `{message, details}` (core entities),
 * or text from a gateway in between.
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

/** Text of the far side, shortened and in quotes. */
export function quoted(text: string): string | undefined {
  const line = oneLine(text);
  return line === '' ? undefined : JSON.stringify(line);
}

/** Text on one line, shortened. */
function oneLine(text: string): string {
  const line = text
    .slice(0, quoteLimit * 4)
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .trim()
    .replace(/\.$/, '');
  return line.length > quoteLimit ? `${line.slice(0, quoteLimit)}…` : line;
}

/** `reason` after the name of its field, unless it begins with the name. */
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
