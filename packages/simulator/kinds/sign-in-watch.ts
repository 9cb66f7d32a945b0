import { GLOBAL_HOST } from '../request.ts';
import { problem } from '../rules/problem.ts';
import type { State } from '../state.ts';
import { type Organization, storeOf } from '../store/organization.ts';
import { authenticationSettings } from './organization.ts';

/**
 * Whether somebody can sign in to an organization: with a password, or with a provider that the authentication settings
 * allow and that is enabled itself. This is the strictest reading of the contract, which does not say whether one of the
 * two is enough.
 */
export function hasSignIn(organization: Organization): boolean {
  const settings = authenticationSettings(organization);
  const enabled = storeOf(organization, GLOBAL_HOST).table('identity-providers').by('enabled', true);
  return settings.basic_auth_enabled === true || enabled.some(({ type }) => settings[`${type}_auth_enabled`] === true);
}

/**
 * Runs a request. Where the state watches sign-in and the request took the last way away, it is counted and answered with
 * 500, and its effect stays: this is a trap for tests, and no rule of Konnect.
 *
 * @throws Refusal 500 when nobody can sign in any more
 */
export function watched<T>(state: State, organization: Organization, run: () => T): T {
  if (!state.signInWatch || !hasSignIn(organization)) return run();
  const result = run();
  if (hasSignIn(organization)) return result;
  state.lockOuts += 1;
  throw problem(500, 'nobody can sign in to the organization any more');
}
