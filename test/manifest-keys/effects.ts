import type { observers, Scenery } from './observers.ts';
import { type Manifest, withKey } from './places.ts';

/** What a key does: the place of the observable that differs, and the values of two manifests that differ in the key. */
export interface Effect {
  readonly seen: keyof typeof observers;
  readonly with: unknown;
  /** The value of the manifest without the effect; undefined for none. */
  readonly without?: unknown;
  /** Where the value is set, if it is not the key itself. */
  readonly at?: string;
  /** The manifest both are made from; by default the common one. */
  readonly from?: Manifest;
  readonly scenery?: Scenery;
}

const remote = 'https://github.com/acme/flights.git';

/** The manifest that the others are made from. */
export const base: Manifest = {
  platform: { name: 'acme', git: { remote: 'https://git.example.com/acme/platform.git' } },
  'environment-types': { LAB: { 'api-name': '${name}', branch: 'dev' } },
  teams: { flights: { services: { 'acme/flights': { name: 'flights', git: { remote } } } } },
  organizations: {
    acme: {
      'access-token': { type: 'env', value: 'ACME_TOKEN' },
      'enable-custom-reports': false,
      environments: { dev: { type: 'LAB', region: 'eu', teams: { flights: { services: { 'acme/flights': {} } } } } },
    },
  },
};

const environmentPlace = 'organizations.<name>.environments.<name>';
const team = 'teams.<name>';
const service = `${team}.services.<name>`;
const teamHere = `${environmentPlace}.teams.<name>`;
const serviceHere = `${teamHere}.services.<name>`;
const secret = (name: string) => ({ type: 'env', value: name });
const ssh = 'ssh://git@git.example.com/acme/repository.git';

const priced = `apiVersion: konduct/v1
kind: Blueprint
metadata: {name: priced}
schema:
  spec:
    service: Service | required=true
    tier: string | default=none
resources:
  - id: api
    kind: API
    template: {name: "\${schema.spec.service.apiName}", description: "\${schema.spec.tier}"}
`;
const bare = `apiVersion: konduct/v1
kind: Blueprint
metadata: {name: bare}
schema:
  spec:
    environment: Environment | required=true
resources:
  - id: plane
    kind: ControlPlane
    template: {name: "bare-\${schema.spec.environment.key}"}
`;
const alerts = `apiVersion: konduct/v1
kind: Blueprint
metadata: {name: alerts}
schema:
  spec:
    team: EnvironmentTeam | required=true
resources:
  - id: plane
    kind: ControlPlane
    template: {name: "alerts-\${schema.spec.team.key}"}
`;
const withPriced = withKey(base, `${service}.blueprint`, 'priced');
const parameters = (): Effect => ({
  seen: 'konnect',
  with: { tier: 'gold' },
  from: withPriced,
  scenery: { blueprints: { priced } },
});
const protection: Effect = { seen: 'konnect', with: true, without: false };

/** The keys of a `git` block at a place; `own` has the remote there. */
function git(place: string): Record<string, Effect> {
  const atSsh = withKey(base, `${place}.remote`, ssh);
  const both = withKey(base, `${place}.auth`, { token: secret('GIT_TOKEN'), ssh: { key: secret('GIT_KEY') } });
  return {
    [`${place}.remote`]: { seen: 'staging', with: 'https://git.example.com/acme/other.git', without: remote },
    [`${place}.auth.type`]: { seen: 'staging', with: 'ssh', without: 'token', from: both },
    [`${place}.auth.ssh.key`]: { seen: 'staging', with: secret('GIT_KEY'), from: atSsh },
    [`${place}.auth.token`]: { seen: 'staging', with: secret('GIT_TOKEN') },
    [`${place}.github.token`]: { seen: 'staging', with: secret('GIT_TOKEN') },
  };
}

const deckFlags = [
  'ignore-circular-refs',
  'ignore-security-errors',
  'generate-security',
  'skip-route-by-header',
  'reuse-services',
  'inso-compatible',
  'no-id',
];
function deck(place: string): Record<string, Effect> {
  return Object.fromEntries(deckFlags.map((key) => [`${place}.deck.${key}`, { seen: 'rendering', with: true }]));
}
function upstream(place: string): Record<string, Effect> {
  const at = `${place}.upstream`;
  const one = (more: object) => [{ url: 'https://a.example' }, { url: 'https://b.example', ...more }];
  return {
    [`${at}[].url`]: { seen: 'rendering', at, with: { url: 'https://a.example' } },
    [`${at}[].server`]: { seen: 'rendering', at, with: { server: 'Production' } },
    [`${at}[].weight`]: { seen: 'rendering', at, with: one({ weight: 1 }), without: one({}) },
  };
}

const signIn = 'organizations.<name>.authorization';
const oidc = { issuer: 'https://login.acme.example', 'client-id': 'konnect', 'login-path': 'acme' };
const saml = { 'idp-metadata-url': 'https://saml.acme.example', 'login-path': 'acme-saml' };
const open = withKey(base, signIn, { 'built-in': { enabled: true }, oidc, saml });
const throughOidc = withKey(open, `${signIn}.oidc.enabled`, true);
const inSignIn = (key: string, more: Omit<Effect, 'seen'>): Record<string, Effect> => ({
  [`${signIn}.${key}`]: { seen: 'konnect', from: open, ...more },
});
const authorization: Record<string, Effect> = {
  ...inSignIn('built-in.enabled', { with: false, without: true, from: throughOidc }),
  ...inSignIn('oidc.enabled', { with: true, without: false }),
  ...inSignIn('oidc.login-path', { with: 'people' }),
  ...inSignIn('oidc.issuer', { with: 'https://a.example', without: oidc.issuer }),
  ...inSignIn('oidc.client-id', { with: 'other', without: 'konnect' }),
  ...inSignIn('oidc.client-secret', { with: secret('GIT_TOKEN') }),
  ...inSignIn('oidc.claim-mappings', { with: { groups: 'roles' } }),
  ...inSignIn('oidc.scopes', { with: ['openid'] }),
  ...inSignIn('saml.enabled', { with: true, without: false }),
  ...inSignIn('saml.login-path', { with: 'people' }),
  ...inSignIn('saml.idp-metadata-url', { with: 'https://b.example', without: saml['idp-metadata-url'] }),
  ...inSignIn('team-mappings.built-in.enabled', { with: false, without: true }),
  ...inSignIn('team-mappings.idp.enabled', { with: true, without: false, from: throughOidc }),
  ...inSignIn('team-mappings.idp.mappings', { with: { flights: ['pilots'] } }),
};

const renamed = withKey(base, 'platform.name', 'old');
const crew: Manifest = JSON.parse(JSON.stringify(base).replaceAll('"flights":{"services"', '"crew":{"services"'));
const chain = withKey(
  withKey(base, 'organizations.<name>.environments', {
    dev: { type: 'LAB', region: 'eu', teams: {} },
    prd: { type: 'LAB', region: 'us', teams: {} },
  }),
  'platform.name',
  'acme',
);
const moves = { from: 'teams/crew', to: 'teams/flights' };

/** Each key with a value by its place. */
export const effects: Readonly<Record<string, Effect>> = {
  'platform.name': { seen: 'konnect', with: 'other', without: 'acme' },
  'platform.previous-names': { seen: 'konnect', with: ['old'], scenery: { before: renamed } },
  ...git('platform.git'),
  ...deck('platform'),
  'environment-types.<name>.api-name': { seen: 'konnect', with: 'x-${name}', without: '${name}' },
  'environment-types.<name>.branch': { seen: 'staging', with: 'prod', without: 'dev' },
  'environment-types.<name>.portal.visibility': { seen: 'konnect', with: 'public', without: 'private' },
  'environment-types.<name>.portal.authentication': { seen: 'konnect', with: false, without: true },
  'environment-types.<name>.unclear-upstream': { seen: 'rendering', with: 'error', without: 'warn' },
  'environment-types.<name>.team-role': { seen: 'konnect', with: 'Admin' },
  'environment-types.<name>.cluster-type': { seen: 'konnect', with: 'CLUSTER_TYPE_K8S_INGRESS_CONTROLLER' },
  [`${team}.description`]: { seen: 'konnect', with: 'Who flies' },
  [`${team}.users`]: { seen: 'konnect', with: ['ana@acme.example'] },
  [`${team}.blueprint`]: { seen: 'konnect', with: 'alerts', scenery: { blueprints: { alerts } } },
  [`${team}.parameters`]: parameters(),
  ...deck(team),
  [`${team}.deletion-protection`]: protection,
  [`${service}.name`]: { seen: 'konnect', with: 'planes', without: 'flights' },
  [`${service}.description`]: { seen: 'konnect', with: 'Where we fly' },
  ...git(`${service}.git`),
  [`${service}.spec-path`]: { seen: 'staging', with: 'api/openapi.yaml' },
  [`${service}.prod-branch-name`]: {
    seen: 'staging',
    with: 'release',
    from: withKey(base, 'environment-types.<name>.branch', 'prod'),
  },
  [`${service}.dev-branch-name`]: { seen: 'staging', with: 'develop' },
  [`${service}.blueprint`]: { seen: 'konnect', with: 'priced', scenery: { blueprints: { priced } } },
  [`${service}.parameters`]: parameters(),
  ...upstream(service),
  ...deck(service),
  [`${service}.deck.uuid-base`]: { seen: 'rendering', with: 'flights' },
  [`${service}.deletion-protection`]: protection,
  'organizations.<name>.access-token': {
    seen: 'konnect',
    with: secret('OTHER_TOKEN'),
    without: secret('ACME_TOKEN'),
    scenery: { before: base },
  },
  'organizations.<name>.regions': { seen: 'konnect', with: ['us'] },
  ...authorization,
  'organizations.<name>.deletion-protection': protection,
  [`${environmentPlace}.type`]: { seen: 'konnect', with: 'PROD', without: 'LAB' },
  [`${environmentPlace}.region`]: { seen: 'konnect', with: 'us', without: 'eu' },
  [`${environmentPlace}.blueprint`]: { seen: 'konnect', with: 'bare', scenery: { blueprints: { bare } } },
  [`${environmentPlace}.parameters`]: parameters(),
  [`${environmentPlace}.depends-on`]: {
    seen: 'konnect',
    at: 'organizations.<name>.environments.prd.depends-on',
    with: ['dev'],
    from: chain,
    scenery: { foreignPortal: true },
  },
  [`${environmentPlace}.deletion-protection`]: protection,
  [`${teamHere}.control-plane-name`]: { seen: 'konnect', with: 'gateway' },
  [`${teamHere}.parameters`]: parameters(),
  [`${serviceHere}.branch`]: { seen: 'staging', with: 'feature' },
  [`${serviceHere}.control-plane-name`]: { seen: 'konnect', with: 'gateway' },
  [`${serviceHere}.parameters`]: parameters(),
  ...upstream(serviceHere),
  'moved[].from': { seen: 'konnect', at: 'moved', with: [moves], scenery: { before: crew } },
  'moved[].to': { seen: 'konnect', at: 'moved', with: [moves], scenery: { before: crew } },
};

/** Keys whose effect needs a far side of its own: the test that shows it, and a title in it. */
export const elsewhere: Readonly<Record<string, readonly [file: string, title: string]>> = {
  'platform.git.author.name': ['test/stage/pull-request.test.ts', 'Platform Bot'],
  'platform.git.author.email': ['test/stage/pull-request.test.ts', 'bot@air'],
  [`${service}.git.author.name`]: ['test/stage/manifest-git.test.ts', 'co-author of the commits'],
  [`${service}.git.author.email`]: ['test/stage/manifest-git.test.ts', 'flights@air.example'],
  [`${environmentPlace}.fail-on`]: ['test/cases/gate.test.ts', 'fail-on'],
};

/** The keys without an effect yet. A later change empties this list, and nothing is added to it. */
export const without: readonly string[] = [
  'organizations.<name>.notifications.',
  'organizations.<name>.enable-custom-reports',
];
