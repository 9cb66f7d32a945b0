import type { DiagnosticCode } from '@konduct/core/diagnostic/codes';
import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { UserError } from '@konduct/core/diagnostic/user-error';
import { readableAddress } from '@konduct/core/graph/address';
import { count } from '@konduct/core/value/count';
import { type FarHost, networkFix } from '@konduct/network/fault';
import { AnswerError } from './answer-error.ts';
import type { KonnectKind } from './kinds/kind.ts';
import { PagingError } from './pagination.ts';
import { quoted, readProblemDetails } from './problem-details.ts';
import { type KonnectAnswer, type KonnectRequest, TransportError } from './transport.ts';

/** The purpose of a request: every message about it begins with this. */
export interface Purpose {
  readonly kind: KonnectKind;
  readonly verb: 'list' | 'read' | 'create' | 'update' | 'delete';
  /** The address of the resource, if the request is about one. */
  readonly address?: string;
}

/**
 * The error for an answer that is not a success. Refused values and missing roles are mistakes that a person can mend.
 *
 * @param now milliseconds since the epoch
 */
export function refusal(purpose: Purpose, request: KonnectRequest, answer: KonnectAnswer, now = Date.now()): UserError {
  const { reason, trace, duplicate } = readProblemDetails(answer);
  const [code, fix] =
    purpose.verb === 'delete' && answer.status === 409
      ? inUse
      : duplicate && !isReading(purpose)
        ? purpose.verb === 'update'
          ? taken
          : conflict
        : remedy(purpose, request, answer, now);
  const told = reason === undefined ? '' : `: ${reason}`;
  const redirect = isRedirect(answer) ? ' with a redirect, which Konduct does not follow' : '';
  return failure({
    code,
    message: `${beginning(purpose)} failed: ${shown(request)} was answered ${answer.status}${redirect}${told}`,
    ...(trace === undefined ? {} : { cause: `Kong finds the request by ${trace}.` }),
    fix,
    ...strikingMany(purpose, answer.status, told),
  });
}

/**
 * What an answer says about others as well. A refused token or a missing role are one mistake, whatever Konnect says of
 * each request; limits and failures of Konnect are one where it says the same. Other refusals are about one object.
 */
function strikingMany(purpose: Purpose, status: number, told: string): Pick<Diagnostic, 'mistake'> {
  if (status === 401 || status === 403) return struckAlike(purpose, `answered ${status}`);
  return status === 429 || status >= 500 ? struckAlike(purpose, `answered ${status}${told}`) : {};
}

function struckAlike(purpose: Purpose, what: string): Required<Pick<Diagnostic, 'mistake'>> {
  return { mistake: { what, struck: beginning(purpose) } };
}

/** Whether a request only reads. Then the refusal is not about a value of the manifests or a name. */
function isReading({ verb }: Purpose): boolean {
  return verb === 'list' || verb === 'read';
}

function isRedirect({ status, headers }: KonnectAnswer): boolean {
  return status >= 300 && status < 400 && headers.location !== undefined;
}

/** The error for a request without a usable answer. Returns any other error unchanged, since it is a defect. */
export function toUserError(purpose: Purpose, request: KonnectRequest, error: unknown): unknown {
  const what = `${beginning(purpose)} failed: ${shown(request)}`;
  if (error instanceof TransportError) {
    const code = error.fault === 'too-large' ? 'konnect-answer' : 'konnect-unavailable';
    const message = `${what} got no answer: ${error.message}`;
    return failure({ code, message, fix: networkFix(error.fault, konnect), ...struckAlike(purpose, error.message) });
  }
  if (error instanceof PagingError) {
    const fix =
      'Run again when nobody else writes there. If it stays, check that `konnect-url` leads to Konnect and nothing in between answers in its place.';
    return failure({ code: 'konnect-paging', message: `${what} cannot be read to its end: ${error.message}`, fix });
  }
  if (error instanceof AnswerError) {
    const fix = 'Check that `konnect-url` leads to Konnect, and that this version of Konduct is not too old for it.';
    return failure({
      code: 'konnect-answer',
      message: `${what} was not answered as the API contract says: ${error.message}`,
      fix,
      ...struckAlike(purpose, error.message),
    });
  }
  return error;
}

/** The error for an operation that was not begun, or a read that was ended, because the run was asked to stop. */
export function interrupted(purpose: Purpose, begun = false): UserError {
  const what = begun ? 'ended' : 'not begun';
  const message = `${beginning(purpose)} was ${what}, because the run was asked to stop`;
  const fix = 'Run again: nothing was left half done.';
  return failure({ code: 'run-interrupted', message, fix, ...struckAlike(purpose, what) });
}

/** The error for a success that is not JSON: mostly a page of a proxy or a login page. */
export function unreadable(answer: KonnectAnswer): AnswerError {
  const type = answer.headers['content-type'] ?? 'no content type';
  const body = typeof answer.body === 'string' ? quoted(answer.body) : undefined;
  const what = /^[^;]*\bjson\b/i.test(type) ? 'JSON that does not parse' : `${type} instead of JSON`;
  return new AnswerError(body === undefined ? what : `${what}, ${body}`);
}

const verbs = {
  list: 'listing',
  read: 'reading',
  create: 'creating',
  update: 'updating',
  delete: 'deleting',
} as const;

function beginning({ kind, verb, address }: Purpose): string {
  return address === undefined
    ? `${verbs[verb]} ${kind.name}`
    : `${readableAddress(address)}: ${verbs[verb]} ${kind.name}`;
}

function shown({ method, path, scope }: KonnectRequest): string {
  return `${method} ${path} (${scope})`;
}

const conflict: readonly [DiagnosticCode, string] = [
  'konnect-conflict',
  'Plan again. If the plan still creates it, an object with this name exists that the token may not see: grant a Viewer role, or choose another name.',
];

const taken: readonly [DiagnosticCode, string] = [
  'konnect-conflict',
  'Rename the object that has this name or value first, or choose another one. If none is to be seen, the token may not see it: grant a Viewer role.',
];

const inUse: readonly [DiagnosticCode, string] = [
  'konnect-conflict',
  'Delete what still uses it first; the message says what that is.',
];

function remedy(
  purpose: Purpose,
  request: KonnectRequest,
  { status, headers }: KonnectAnswer,
  now: number,
): readonly [DiagnosticCode, string] {
  switch (status) {
    case 400:
    case 409:
    case 415:
    case 422:
      if (isReading(purpose)) return ['konnect-rejected', oddQuestion];
      return ['konnect-rejected', 'Change the value that the message names, in the manifest or the blueprint.'];
    case 401:
      return [
        'konnect-unauthorized',
        "The token is wrong, expired or revoked: make a new one in Konnect (for a system account, spat_…, or a person, kpat_…) and put it where the organization's `access-token` says.",
      ];
    case 403:
      return ['konnect-forbidden', roleFix(purpose, request)];
    case 404:
      return ['konnect-not-found', 'Plan again: the object, or one it belongs to, was deleted in the meantime.'];
    case 429:
      return ['konnect-rate-limited', `Run again ${laterThan(headers['retry-after'], now)}, or lower \`concurrency\`.`];
    default:
      if (status >= 500)
        return ['konnect-unavailable', 'Run again later: a run that broke off goes on where it stopped.'];
      return [
        status >= 400 ? 'konnect-rejected' : 'konnect-answer',
        'Check that `konnect-url` leads to Konnect and nothing in between answers in its place.',
      ];
  }
}

/** The fix for a 400 to a request that only reads: it has no value that people write. */
const oddQuestion =
  'The request only reads, so that nothing in the manifests can be wrong. Check that `konnect-url` leads to Konnect, and whether there is a newer version of Konduct; otherwise run again later.';

function laterThan(retryAfter: string | undefined, now: number): string {
  if (retryAfter === undefined) return 'later';
  if (/^\d+$/.test(retryAfter))
    return Number(retryAfter) > 0 ? `after ${count(Number(retryAfter), 'second')}` : 'later';
  return Date.parse(retryAfter) > now ? `after ${retryAfter}` : 'later';
}

function roleFix({ kind, verb }: Purpose, request: KonnectRequest): string {
  const wanted = {
    create: kind.roles.create,
    update: kind.roles.update,
    delete: kind.roles.delete ?? kind.roles.update,
  };
  const reads = verb === 'list' || verb === 'read';
  const role = (reads ? undefined : (wanted[verb] ?? kind.roles.create)) ?? kind.roles.read;
  const where = request.scope === 'global' ? '' : ` in the region ${request.scope}`;
  return `Give the account of the token the role ${role.name} on ${role.on}${where}, or add it to the team ${role.team}.`;
}

/** Konnect's name and settings in fixes. */
const konnect: FarHost = {
  name: 'Konnect',
  setting: '`konnect-url`',
  kept: 'a run that broke off goes on where it stopped',
};

function failure(diagnostic: Omit<Diagnostic, 'severity'>): UserError {
  return new UserError([{ severity: 'error', ...diagnostic }]);
}
