/**
 * The manifest as expressions and blueprints see it: plain data in camelCase, maps as lists in file order with their
 * `key`, everything inherited already filled in. Optional fields are absent, never null. Each object has an Origin.
 */
export type { Environment } from './environment.ts';
export type { EnvironmentTeam } from './environment-team.ts';
export type { EnvironmentType } from './environment-type.ts';
export type { Organization } from './organization.ts';
export type { Platform } from './platform.ts';
export type { Service } from './service.ts';
export type { OrganizationTeam } from './team.ts';
