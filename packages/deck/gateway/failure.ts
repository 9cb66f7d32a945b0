import type { DiagnosticCode } from '@konduct/core/diagnostic/codes';
import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { startOf } from '@konduct/core/source/range';
import type { DeckFailure } from '../deck.ts';
import type { ControlPlane } from './control-plane.ts';

/** The task of a run against a control plane; only `sync` writes. */
export type GatewayWork = 'compare' | 'sync' | 'read';

/** The diagnostic for a failed run of decK against a control plane. */
export function gatewayFailure(
  failed: DeckFailure,
  work: GatewayWork,
  plane: Pick<ControlPlane, 'name' | 'state'>,
): Diagnostic {
  const { code, fix } = remedy(failed, work, plane.name);
  return {
    severity: 'error',
    code,
    message: `decK could not ${work} the control plane ${plane.name}: ${failed.reason}`,
    fix,
    at: startOf(plane.state.path),
  };
}

/** The diagnostic for one of the errors in decK's report. */
export function entityFailure(
  error: string,
  work: GatewayWork,
  { name, state }: Pick<ControlPlane, 'name' | 'state'>,
): Diagnostic {
  const { code, fix } = remedy({ ok: false, code: 'deck-failed', reason: error }, work, name);
  const message = `decK could not ${work} the control plane ${name} whole: ${error}`;
  return { severity: 'error', code, message, fix, at: startOf(state.path) };
}

interface Remedy {
  readonly code: DiagnosticCode;
  readonly fix: string;
}

/** decK reports Konnect's answer only in words, with its status among them. */
const status = /HTTP status (?<status>\d{3})\b/;

/** decK's message for a 429 or 5xx that outlasts its own attempts; it does not name the status. */
const gaveUp = /\bgiving up after \d+ attempt/;

function remedy({ code, reason, end }: DeckFailure, work: GatewayWork, name: string): Remedy {
  const kept = work === 'sync' ? ': what was written stays and is not written twice.' : ': nothing was written.';
  if (end === 'stopped') return { code: 'run-interrupted', fix: `Run it again${kept}` };
  if (end === 'crashed' || end === 'not-started') {
    const other = 'If it ends like this again, use another decK: name it in `deck-version`, or put it on the `PATH`.';
    return { code, fix: `Run it again${kept} ${other}` };
  }
  if (code === 'deck-timeout') return { code, fix: `Find out why Konnect is slow, and run it again${kept}` };
  if (code === 'deck-output')
    return {
      code,
      fix: 'Check that `konnect-url` leads to Konnect, and leave `deck-version` out: Konduct reads what its own version of decK prints.',
    };
  if (/Expected: (?:integer|number|boolean), given: string|cannot unmarshal string into/.test(reason)) {
    const typed =
      'Where a number or truth value comes from a variable, write `${{ env "DECK_NAME" | toInt }}` or `| toBool`';
    return { code, fix: `${typed}, and run it again${kept}` };
  }
  switch (Number(status.exec(reason)?.groups?.status)) {
    case 401:
      return {
        code: 'konnect-unauthorized',
        fix: 'The token is wrong, expired or revoked: make a new one in Konnect, and put it in the place of the old one.',
      };
    case 403:
      return { code: 'konnect-forbidden', fix: roleFix(work, name) };
    case 429:
      return { code: 'konnect-rate-limited', fix: `Lower \`concurrency\`, or run it again later${kept}` };
    case 500:
    case 502:
    case 503:
    case 504:
      return { code: 'konnect-unavailable', fix: `Run it again later${kept}` };
    default:
      if (gaveUp.test(reason))
        return { code: 'konnect-unavailable', fix: `Run it again later, or lower \`concurrency\`${kept}` };
      return { code, fix: `Mend what decK says, and run it again${kept}` };
  }
}

function roleFix(work: GatewayWork, name: string): string {
  const role = work === 'sync' ? 'Admin' : 'Viewer';
  return `Give the account of the token the role ${role} on the control plane ${name}, or on all Control Planes of its region.`;
}
