/**
 * The manifest as expressions and blueprints see it: plain data in camelCase, with maps as lists in file order whose
 * items have a `key`, and with inherited values filled in. An optional field without a value is absent, never null.
 * Each object has an `Origin`.
 */
export type { Environment } from './environment.ts';
export type { EnvironmentTeam } from './environment-team.ts';
export type { EnvironmentType } from './environment-type.ts';
export type { Organization } from './organization.ts';
export type { Platform } from './platform.ts';
export type { Service } from './service.ts';
export type { OrganizationTeam } from './team.ts';
