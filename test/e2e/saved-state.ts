import { sha256 } from '@konduct/core/value/digest';
import { type Content, contentOf } from '@konduct/simulator/content';
import type { OrganizationSnapshot, Snapshot } from '@konduct/simulator/snapshot';

/** An object in the simulator's state, with its place. */
export interface SavedRow {
  readonly id: string;
  /** `global` or a region. */
  readonly host: string;
  /** The id of its parent; empty without one. */
  readonly scope: string;
  readonly [field: string]: unknown;
}

/**
 * The contents of one organization in a simulator's saved state. Tests judge runs by it, because none of our code for
 * Konnect is involved.
 */
export class SavedState {
  readonly #organization: OrganizationSnapshot | undefined;
  readonly #tables: OrganizationSnapshot['tables'];

  /** @param token any token of the organization */
  constructor(snapshot: Snapshot, token: string) {
    const digest = sha256(token);
    const id = snapshot.tokens.find((known) => known.digest === digest)?.organizationId;
    this.#organization = snapshot.organizations.find((organization) => organization.id === id);
    this.#tables = this.#organization?.tables ?? [];
  }

  /**
   * The contents of the organization, with names instead of ids and without times, for comparing two organizations: for
   * example a pruned platform with a new apply of the smaller one.
   */
  content(): Content {
    return this.#organization === undefined ? {} : contentOf(this.#organization);
  }

  rows(table: string): SavedRow[] {
    return this.#tables
      .filter(({ name }) => name === table)
      .flatMap(({ host, scope, rows }) => rows.map((row) => ({ ...row, host, scope })));
  }

  /** The object of a table with that id. */
  row(table: string, id: unknown): SavedRow | undefined {
    return this.rows(table).find((row) => row.id === id);
  }

  /** The name of the object with an id, or the id itself without such an object. */
  name(table: string, id: unknown): string {
    return String(this.row(table, id)?.name ?? id);
  }

  /** The names in a table, sorted, without objects of Konnect's own. */
  names(table: string): string[] {
    return this.rows(table)
      .filter(({ system_team }) => system_team !== true)
      .map(({ name }) => String(name))
      .sort();
  }
}
