import type { SecretRef } from '../secret/secret.ts';

/**
 * What the platform team wrote, typed and with defaults filled in. Names are the manifest's in camelCase; every object
 * here has an Origin (source/origin.ts) whose members bear these names, and the `self` of a node in a map reaches from
 * its key to its end. Undefined means: not written, or not usable and reported.
 */
export interface Manifest {
  readonly platform: Platform;
  /** Built-in types and the platform's own; a type of the platform replaces a built-in one of its name. */
  readonly environmentTypes: ReadonlyMap<string, EnvironmentType>;
  readonly teams: ReadonlyMap<string, Team>;
  readonly organizations: ReadonlyMap<string, Organization>;
  /** True when a file could not be read whole, so that a name nobody defines may be defined in what is missing. */
  readonly incomplete: boolean;
}

export interface Platform {
  readonly name: string | undefined;
  readonly git: GitConfig | undefined;
}

export interface GitConfig {
  /** One that git can use, without any password or token: those are taken out. */
  readonly remote: string | undefined;
  /** What was wrong with the remote as it is written; that is not kept, because it may hold a secret. */
  readonly remoteProblem: 'credentials' | 'invalid' | undefined;
  readonly author: GitAuthor | undefined;
  readonly auth: GitAuth | undefined;
  readonly github: GitHubAccess | undefined;
}

export interface GitAuthor {
  readonly name: string | undefined;
  readonly email: string | undefined;
}

export interface GitAuth {
  readonly type: 'ssh' | 'token' | undefined;
  readonly ssh: SshAccess | undefined;
  readonly token: SecretRef | undefined;
}

export interface SshAccess {
  readonly key: SecretRef | undefined;
}

export interface GitHubAccess {
  readonly token: SecretRef | undefined;
}

export interface EnvironmentType {
  readonly key: string;
  /** A template with `${name}` and `${environment}` in it. */
  readonly apiName: string;
  /** Which of a service's two branches its environments read. */
  readonly branch: 'dev' | 'prod';
  readonly portal: PortalSettings;
  readonly teamRole: string | undefined;
  readonly clusterType: string | undefined;
}

export interface PortalSettings {
  readonly visibility: 'public' | 'private';
  readonly authentication: boolean;
}

export interface Team {
  readonly key: string;
  readonly description: string | undefined;
  readonly users: readonly string[];
  /** The manifest says who belongs to the team, be it nobody: it has the key `users`. */
  readonly listsUsers: boolean;
  readonly services: ReadonlyMap<string, Service>;
  readonly deletionProtection: boolean;
}

export interface Service {
  readonly key: string;
  readonly name: string;
  readonly description: string | undefined;
  readonly git: GitConfig | undefined;
  /** From the root of its repository, without `./` in front: git means something else by that. */
  readonly specPath: string;
  readonly prodBranchName: string;
  readonly devBranchName: string;
  /** The blueprint that says what the service becomes; undefined for the built-in one. */
  readonly blueprint: string | undefined;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly deletionProtection: boolean;
}

export interface Organization {
  readonly key: string;
  readonly accessToken: SecretRef | undefined;
  readonly environments: ReadonlyMap<string, Environment>;
  readonly deletionProtection: boolean;
  /** The koctl blocks that are read and not managed yet. */
  readonly authorization: Authorization | undefined;
  readonly notifications: Notifications | undefined;
  readonly enableCustomReports: boolean | undefined;
}

export interface Environment {
  readonly key: string;
  /** The name of an environment type; undefined when it is missing or no such type exists. */
  readonly type: string | undefined;
  readonly region: string | undefined;
  /** The teams listed for this environment. Undefined means every team of the manifest. */
  readonly teams: ReadonlyMap<string, EnvironmentTeam> | undefined;
  /** Environments of the same organization that come first. */
  readonly dependsOn: readonly string[];
  readonly deletionProtection: boolean;
}

export interface EnvironmentTeam {
  readonly key: string;
  readonly controlPlaneName: string | undefined;
  /** The services listed for this team here. Undefined means all of the team's; empty means none. */
  readonly services: ReadonlyMap<string, EnvironmentService> | undefined;
}

export interface EnvironmentService {
  readonly key: string;
  readonly branch: string | undefined;
}

export interface Authorization {
  readonly builtIn: Switch | undefined;
  readonly oidc: Oidc | undefined;
  readonly saml: Saml | undefined;
  readonly teamMappings: TeamMappings | undefined;
}

export interface Switch {
  readonly enabled: boolean | undefined;
}

export interface Oidc extends Switch {
  readonly loginPath: string | undefined;
  readonly issuer: string | undefined;
  readonly clientId: string | undefined;
  readonly clientSecret: SecretRef | undefined;
  readonly claimMappings: Readonly<Record<string, string>>;
  readonly scopes: readonly string[];
}

export interface Saml extends Switch {
  readonly loginPath: string | undefined;
  readonly idpMetadataUrl: string | undefined;
}

export interface TeamMappings {
  readonly builtIn: Switch | undefined;
  readonly idp: IdpMappings | undefined;
}

export interface IdpMappings extends Switch {
  /** Groups of the identity provider by the Konnect team they join. */
  readonly mappings: Readonly<Record<string, readonly string[]>>;
}

export interface Notifications {
  readonly email: boolean | undefined;
  readonly inApp: boolean | undefined;
}
