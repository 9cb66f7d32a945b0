import { describe, expect, test } from 'vitest';
import { type Caller, caller } from '../caller.ts';
import { State } from '../state.ts';

const OIDC = { type: 'oidc', login_path: 'acme', config: { issuer_url: 'https://idp.example.com', client_id: 'a' } };
const SETTINGS = 'global PATCH /v3/authentication-settings';

function organization(): { call: Caller; provider: string; state: State } {
  const state = new State({ signInWatch: true });
  const call = caller('kpat_watch', state);
  const { id } = call('global POST /v3/identity-providers', OIDC).body;
  return { call, state, provider: `/v3/identity-providers/${id}` };
}

describe('an organization whose sign-in is watched', () => {
  test('answers 500 to the request that takes the last way to sign in', () => {
    const { call, state } = organization();
    expect(call(SETTINGS, { basic_auth_enabled: false }).status).toBe(500);
    expect(state.lockOuts).toBe(1);
    expect(call('global GET /v3/authentication-settings').body.basic_auth_enabled).toBe(false);
    expect(call(SETTINGS, { basic_auth_enabled: true }).status).toBe(200);
    expect(state.lockOuts).toBe(1);
  });

  test('counts neither a flag without a provider nor a provider without a flag as a way', () => {
    const { call, provider, state } = organization();
    call(SETTINGS, { oidc_auth_enabled: true });
    expect(call(SETTINGS, { basic_auth_enabled: false }).status).toBe(500);
    call(SETTINGS, { basic_auth_enabled: true, oidc_auth_enabled: false });
    call(`global PATCH ${provider}`, { enabled: true });
    expect(call(SETTINGS, { basic_auth_enabled: false }).status).toBe(500);
    expect(state.lockOuts).toBe(2);
  });

  test('gives one way up for another', () => {
    const { call, provider, state } = organization();
    call(SETTINGS, { oidc_auth_enabled: true });
    call(`global PATCH ${provider}`, { enabled: true });
    expect(call(SETTINGS, { basic_auth_enabled: false }).status).toBe(200);
    expect(call(`global PATCH ${provider}`, { enabled: false }).status).toBe(500);
    expect(state.lockOuts).toBe(1);
  });

  test('is watched only when so asked', () => {
    const call = caller();
    expect(call(SETTINGS, { basic_auth_enabled: false }).status).toBe(200);
    expect(call.state.lockOuts).toBe(0);
  });
});
