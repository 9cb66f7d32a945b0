import { finding } from '@konduct/core/diagnostic/finding';
import { UserError } from '@konduct/core/diagnostic/user-error';
import type { Update } from '@konduct/core/provider/provider';
import { isRecord } from '@konduct/core/value/record';
import type { KonnectRequest } from '../../transport.ts';
import type { Step } from '../kind.ts';
import { openWays, type SignInMove, signInMoves } from './sequence.ts';
import { goalOf, providersPath, settingsPath, signInFields, stateOf } from './state.ts';

/** The fields that are written with the settings and open no way. */
const mappings = ['idp_mapping_enabled', 'konnect_mapping_enabled'];

/**
 * The requests that make an organization's sign-in as a template says. Signing in with a password is turned off last,
 * after a look: if nobody could sign in without it, the last request is not sent.
 */
export function signInSteps(update: Update): readonly Step[] {
  const moves = signInMoves(stateOf(update.observed.fields), goalOf(update.desired));
  const look = moves.findIndex(({ type }) => type === 'look');
  const [opening, closing] = look < 0 ? [moves, []] : [moves.slice(0, look), moves.slice(look + 1)];
  const mapped = Object.fromEntries(
    mappings.filter((name) => update.changed.includes(name)).map((name) => [name, update.desired[name]]),
  );
  const steps = [
    ...opening.map((move) => stepOf(move, update)),
    ...(Object.keys(mapped).length === 0 ? [] : [setting(mapped)]),
  ];
  if (closing.length === 0) return steps;
  const looks = [reading(settingsPath), reading(providersPath)];
  const guarded = closing.map((move) => afterLook(stepOf(move, update), steps.length, update.address));
  return [...steps, ...looks, ...guarded];
}

function stepOf(move: SignInMove, { desired, observed }: Update): Step {
  if (move.type === 'look') throw new Error('a look is two requests');
  if (move.type === 'flag') return setting({ [`${move.way}_auth_enabled`]: move.on });
  const name = `${move.way}_provider_id`;
  const id = desired[name] ?? observed.fields[name];
  return patching(`${providersPath}/${encodeURIComponent(String(id))}`, { enabled: move.on });
}

/**
 * A step that is only carried out if people can sign in without a password.
 *
 * @param first the number of the answer with the settings; the next one has the identity providers
 */
function afterLook(step: Step, first: number, address: string): Step {
  return {
    ...step,
    request(answers) {
      const [settings, providers] = answers.slice(first);
      const fields = isRecord(settings) ? settings : {};
      const open = openWays({ ...stateOf(signInFields(providers, fields)), basic: false });
      if (open.length > 0) return step.request(answers);
      throw new UserError([
        finding('sign-in-unverified', `Signing in with a password stays on at ${address}`, undefined, {
          cause: 'Konnect accepted the requests that open another way to sign in, and shows none that is open.',
          fix: 'Look at the identity providers of the organization in Konnect, then run again.',
        }),
      ]);
    },
  };
}

function setting(body: Readonly<Record<string, unknown>>): Step {
  return patching(settingsPath, body);
}

function patching(path: string, body: Readonly<Record<string, unknown>>): Step {
  const request: KonnectRequest = { method: 'PATCH', path, scope: 'global', body };
  return { request: () => request, returnsObject: false, repeatable: true };
}

function reading(path: string): Step {
  const request: KonnectRequest = { method: 'GET', path, scope: 'global' };
  return { request: () => request, returnsObject: false, repeatable: true, reads: true };
}
