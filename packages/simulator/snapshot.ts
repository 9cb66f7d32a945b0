import { isFields } from './rules/merge.ts';
import { sortedKeys } from './rules/sorted-keys.ts';
import { State, type StateOptions } from './state.ts';
import { type Organization, storeOf, type Token } from './store/organization.ts';
import type { Row } from './store/table.ts';

/**
 * A whole state as JSON. Tokens are only in it as digests; gateway credentials are in clear, as in Konnect's answers.
 */
export interface Snapshot {
  readonly version: 1;
  readonly requests: number;
  readonly ids: number;
  readonly tokens: readonly Token[];
  readonly organizations: readonly OrganizationSnapshot[];
}

/** One organization of a snapshot. */
export interface OrganizationSnapshot {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  readonly tables: readonly TableSnapshot[];
}

interface TableSnapshot {
  readonly host: string;
  readonly scope: string;
  readonly name: string;
  readonly rows: readonly Row[];
}

/** Takes a snapshot. Equal states give equal text, independent of the order in which fields were written. */
export function save(state: State): Snapshot {
  return sortedKeys({
    version: 1,
    requests: state.requests,
    ids: state.ids,
    tokens: [...state.tokens.values()].sort((a, b) => (a.digest < b.digest ? -1 : 1)),
    organizations: [...state.organizations.values()].sort((a, b) => (a.id < b.id ? -1 : 1)).map(saveOrganization),
  }) as Snapshot;
}

/**
 * Makes a state from a snapshot. It answers as the saved one did.
 *
 * @throws Error when the value is not a snapshot of this version
 */
export function load(value: unknown, options: StateOptions = {}): State {
  if (!isSnapshot(value)) throw new Error('not a simulator snapshot of version 1');
  const state = new State(options);
  state.requests = value.requests;
  state.ids = value.ids;
  for (const { id, name, createdAt, tables } of value.organizations) {
    const organization: Organization = { id, name, createdAt, stores: new Map() };
    for (const { host, scope, name: table, rows } of tables) {
      for (const row of rows) storeOf(organization, host).table(table, scope).put(row);
    }
    state.organizations.set(id, organization);
  }
  // Tokens in the options take precedence, so that an organizations file can be edited between two runs.
  for (const token of value.tokens) if (!state.tokens.has(token.digest)) state.tokens.set(token.digest, token);
  return state;
}

function saveOrganization({ id, name, createdAt, stores }: Organization): OrganizationSnapshot {
  const tables: TableSnapshot[] = [];
  for (const host of [...stores.keys()].sort()) {
    for (const [scope, table, { rows }] of tablesOf(stores, host)) tables.push({ host, scope, name: table, rows });
  }
  return { id, name, createdAt, tables };
}

function* tablesOf(stores: Organization['stores'], host: string): Generator<[string, string, { rows: Row[] }]> {
  for (const [scope, name, table] of stores.get(host)?.tables() ?? []) yield [scope, name, { rows: [...table.rows()] }];
}

function isSnapshot(value: unknown): value is Snapshot {
  return isFields(value) && value.version === 1 && Array.isArray(value.tokens) && Array.isArray(value.organizations);
}
