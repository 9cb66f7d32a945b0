/**
 * What expressions and blueprints see of a manifest: plain data in camelCase, maps as lists in file order with their
 * `key`, everything inherited already filled in. Optional fields are absent, never null. Each object has an Origin.
 */
export interface Organization {
  readonly key: string;
  readonly platform: Platform;
  /** The teams that any of the organization's environments uses, each once. */
  readonly teams: readonly Team[];
  readonly environments: readonly Environment[];
  readonly deletionProtection: boolean;
}

export interface Platform {
  /** The label value that marks what this platform repository manages. */
  readonly owner: string;
  readonly name?: string;
  readonly remote?: string;
}

export interface Team {
  readonly key: string;
  readonly description?: string;
  /** E-mail addresses. */
  readonly users: readonly string[];
  /** The manifest says who belongs to the team, be it nobody. */
  readonly listsUsers: boolean;
  readonly deletionProtection: boolean;
}

export interface Environment {
  readonly key: string;
  readonly region: string;
  readonly type: EnvironmentType;
  readonly teams: readonly EnvironmentTeam[];
  readonly dependsOn: readonly string[];
  readonly deletionProtection: boolean;
}

export interface EnvironmentType {
  readonly key: string;
  readonly branch: 'dev' | 'prod';
  readonly portal: PortalSettings;
  readonly teamRole?: string;
  readonly clusterType?: string;
}

export interface PortalSettings {
  readonly visibility: 'public' | 'private';
  readonly authentication: boolean;
}

export interface EnvironmentTeam {
  readonly key: string;
  readonly description?: string;
  readonly controlPlaneName: string;
  readonly services: readonly Service[];
  readonly deletionProtection: boolean;
}

export interface Service {
  readonly key: string;
  readonly name: string;
  readonly description?: string;
  readonly apiName: string;
  readonly specPath: string;
  readonly branch: string;
  /** Where the staged specification is, relative to the platform directory. */
  readonly stagedPath: string;
  readonly blueprint?: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly deletionProtection: boolean;
}
