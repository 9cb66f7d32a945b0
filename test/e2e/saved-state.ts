import { sha256 } from '@konduct/core/value/digest';
import { type Content, contentOf } from '@konduct/simulator/content';
import type { OrganizationSnapshot, Snapshot } from '@konduct/simulator/snapshot';

/** An object as the simulator keeps it, with where it is kept. */
export interface SavedRow {
  readonly id: string;
  /** `global` or a region. */
  readonly host: string;
  /** The id of the object it belongs to; empty for those on their own. */
  readonly scope: string;
  readonly [field: string]: unknown;
}

/** What one organization has in a simulator's saved state: the judge of a run, because no code of ours made it up. */
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
   * Everything the organization has, in names instead of ids and without times: to be compared with another's, such as
   * what a pruned platform left with what a fresh apply of the smaller one made.
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

  /** The name of the object with that id, or the id when there is none. */
  name(table: string, id: unknown): string {
    return String(this.row(table, id)?.name ?? id);
  }

  /** The names in a table, sorted; without what Konnect itself put there. */
  names(table: string): string[] {
    return this.rows(table)
      .filter(({ system_team }) => system_team !== true)
      .map(({ name }) => String(name))
      .sort();
  }
}
