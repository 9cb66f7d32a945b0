import { withRead } from '@konduct/core/plan/seen';
import type { Fields, ObservedObject } from '@konduct/core/provider/provider';
import { handle } from '@konduct/simulator/handle';
import { State } from '@konduct/simulator/state';
import { beforeEach, describe, expect, test } from 'vitest';
import { inProcessTransport } from '../../in-process.ts';
import { konnectProvider } from '../../provider.ts';
import { type KonnectAnswer, type KonnectRequest, type Transport, TransportError } from '../../transport.ts';
import { exampleUpdate } from '../example.fixture.ts';
import { signIn } from '../sign-in.ts';
import { goalOf, stateOf } from './state.ts';

// Every change of sign-in on the simulator, with every request failing in turn, and somebody looking after each one.

type Fault = 'refused' | 'not sent' | 'lost';

/** An organization with both providers, in which the request with a number fails. */
class Organization {
  readonly state = new State({ signInWatch: true });
  readonly ids = new Map<string, unknown>();
  /** The writes since the last start, and whether somebody could sign in after each. */
  writes: KonnectRequest[] = [];
  #failing: { readonly index: number; readonly fault: Fault } | undefined;
  readonly #direct = inProcessTransport((request) => handle(this.state, request));
  readonly #transport: Transport = { send: (request) => this.#send(request) };
  readonly provider = konnectProvider({
    transport: this.#transport,
    contents: new Map(),
    retry: { attempts: 1, settle: 0 },
  });

  async #send(request: KonnectRequest): Promise<KonnectAnswer> {
    if (request.method === 'GET') return this.#direct.send(request);
    const index = this.writes.length;
    this.writes.push(request);
    const fault = this.#failing?.index === index ? this.#failing.fault : undefined;
    if (fault === 'refused') return { status: 400, headers: {}, body: { status: 400, title: 'Bad Request' } };
    if (fault === 'not sent') throw new TransportError('reset', 'the connection was reset');
    const answer = await this.#direct.send(request);
    if (fault === 'lost') throw new TransportError('reset', 'the connection was reset');
    return answer;
  }

  fail(failing: { readonly index: number; readonly fault: Fault } | undefined): void {
    this.#failing = failing;
    this.writes = [];
  }

  async write(request: Pick<KonnectRequest, 'method' | 'path' | 'body'>): Promise<unknown> {
    const { status, body } = await this.#direct.send({ ...request, scope: 'global' });
    expect([request.path, status < 300]).toEqual([request.path, true]);
    return body;
  }

  async observed(): Promise<ObservedObject> {
    const [object] = await this.provider.list({ kind: signIn, region: 'global', parents: {} });
    if (!object) throw new Error('there are no settings');
    return withRead(object, await this.provider.read(signIn, 'global', object));
  }

  /** Makes an organization's sign-in as wanted, as an apply does; false if that failed. */
  async apply(wanted: Wanted): Promise<boolean> {
    const observed = await this.observed();
    const desired = fieldsOf(wanted, this.ids);
    const changed = Object.keys(desired).filter((name) => observed.fields[name] !== desired[name]);
    if (changed.length === 0) return true;
    const update = { ...exampleUpdate(signIn, desired, observed, changed), region: 'global' };
    return this.provider.update(update).then(
      () => true,
      () => false,
    );
  }
}

type Wanted = Readonly<Record<'basic' | 'oidc' | 'saml', boolean>>;

function fieldsOf({ basic, oidc, saml }: Wanted, ids: ReadonlyMap<string, unknown>): Fields {
  return {
    basic_auth_enabled: basic,
    oidc_auth_enabled: oidc,
    saml_auth_enabled: saml,
    ...(oidc ? { oidc_provider_id: ids.get('oidc') } : {}),
    ...(saml ? { saml_provider_id: ids.get('saml') } : {}),
  };
}

const ways = [
  { basic: true, oidc: false, saml: false },
  { basic: false, oidc: true, saml: false },
  { basic: false, oidc: false, saml: true },
  { basic: true, oidc: true, saml: false },
  { basic: true, oidc: false, saml: true },
] as const;
const named = (wanted: Wanted) =>
  Object.entries(wanted)
    .flatMap(([way, on]) => (on ? way : []))
    .join(' and ');
const pairs = ways.flatMap((from) => ways.map((to) => [named(from), named(to), from, to] as const));

async function organizationWith(from: Wanted): Promise<Organization> {
  const organization = new Organization();
  const oidc = { issuer_url: 'https://idp.acme.example', client_id: 'konnect' };
  const saml = { idp_metadata_url: 'https://idp.acme.example/metadata' };
  for (const [type, config] of Object.entries({ oidc, saml })) {
    const body = { type, login_path: type, config };
    const made = await organization.write({ method: 'POST', path: '/v3/identity-providers', body });
    organization.ids.set(type, (made as { readonly id?: unknown }).id);
  }
  expect(await organization.apply(from)).toBe(true);
  return organization;
}

const faults: readonly Fault[] = ['refused', 'not sent', 'lost'];

describe.each(pairs)('from %s to %s', (_from, _to, from, to) => {
  let organization: Organization;
  beforeEach(async () => {
    organization = await organizationWith(from);
  });

  test('nobody is locked out, and a second run writes nothing', async () => {
    organization.fail(undefined);
    expect(await organization.apply(to)).toBe(true);
    expect(stateOf((await organization.observed()).fields)).toMatchObject({ basic: to.basic });
    organization.fail(undefined);
    expect(await organization.apply(to)).toBe(true);
    expect(organization.writes).toEqual([]);
    expect(organization.state.lockOuts).toBe(0);
  });

  test.each(faults)('with every request %s in turn, the next run ends it, and nobody is locked out', async (fault) => {
    organization.fail(undefined);
    await organization.apply(to);
    const count = organization.writes.length;
    for (let index = 0; index < count; index += 1) {
      const disturbed = await organizationWith(from);
      disturbed.fail({ index, fault });
      const isDone = await disturbed.apply(to);
      expect([index, isDone]).toEqual([index, false]);
      disturbed.fail(undefined);
      expect([index, await disturbed.apply(to)]).toEqual([index, true]);
      const { fields } = await disturbed.observed();
      expect(goalOf(fields)).toEqual(to);
      expect([index, disturbed.state.lockOuts]).toEqual([index, 0]);
    }
  });
});
