import { type Fields, isFields } from './rules/merge.ts';
import { sortedKeys } from './rules/sorted-keys.ts';
import type { OrganizationSnapshot } from './snapshot.ts';
import { uuidFrom } from './store/identifier.ts';
import type { Row } from './store/table.ts';

/**
 * The objects of an organization, by the address of each table with rows: `eu control-planes`, or `eu portals "dev"
 * pages`. Rows are sorted, and have no ids and times.
 */
export type Content = Readonly<Record<string, readonly Fields[]>>;

/** Replaces an id that no object of the organization has. */
export const GONE = '(gone)';

/**
 * The fields that name an object, by table; `name` for all others. An object without them is named by all its fields.
 */
const NAMING: Readonly<Record<string, readonly string[]>> = {
  apis: ['name', 'version'],
  'api-documents': ['parent_document_id', 'slug'],
  'core-entities/consumers': ['username', 'custom_id'],
  'core-entities/snis': ['name'],
  'core-entities/targets': ['upstream', 'target'],
  'core-entities/vaults': ['prefix'],
  developers: ['email'],
  'identity-providers': ['type', 'login_path'],
  invites: ['email'],
  nodes: ['hostname'],
  pages: ['parent_page_id', 'slug'],
  users: ['email'],
  versions: ['version'],
};

/** Tables whose rows have the id of an object of another table, because they stand for its membership. */
const MEMBERS = new Set(['group-members', 'team-developers']);
/** Tables with fixed data, created by a read. */
const FIXED = new Set(['notification-events']);
/** A field with an id of the row itself, beside `id`. */
const OWN_KEY: Readonly<Record<string, string>> = { settings: 'key' };
const TIMES = new Set(['created_at', 'updated_at', 'last_ping']);
const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
/** An id, or the two ids of a link. */
const IDS = new RegExp(`^${UUID}(?:/${UUID})*$`, 'i');

/**
 * An organization of a snapshot in a form for comparing: ids are replaced by the addresses of their objects, or by
 * `(gone)`, and times are left out. Organizations with the same objects have equal contents, whatever was created and
 * deleted on the way.
 */
export function contentOf(organization: OrganizationSnapshot): Content {
  const addresses = new Addresses(organization);
  const content: Record<string, Fields[]> = {};
  for (const { host, scope, name, rows } of organization.tables) {
    if (FIXED.has(name)) continue;
    const key = addresses.of(host, scope, name);
    const found = content[key] ?? [];
    content[key] = [...found, ...rows.map((row) => addresses.named(row, name))];
  }
  for (const rows of Object.values(content)) rows.sort(byText);
  return sortedKeys(content) as Content;
}

/** The address of each object of an organization, made of names. */
class Addresses {
  readonly #objects = new Map<
    string,
    { readonly table: string; readonly host: string; readonly scope: string; readonly row: Row }
  >();
  readonly #known = new Map<string, string>();

  constructor({ id, tables }: OrganizationSnapshot) {
    for (const { host, scope, name: table, rows } of tables) {
      if (!MEMBERS.has(table)) for (const row of rows) this.#objects.set(row.id, { table, host, scope, row });
    }
    this.#known.set(id, '(this organization)');
    this.#known.set(uuidFrom(`${id}/owner`), '(its owner)');
  }

  /** The address of a table. */
  of(host: string, scope: string, table: string): string {
    if (scope === '') return `${host} ${table}`;
    return `${IDS.test(scope) ? this.#object(scope) : `${host} ${scope}`} ${table}`;
  }

  /** A row without its own id and without times, ids replaced. */
  named(row: Row, table: string): Fields {
    const own = IDS.test(row.id) && !MEMBERS.has(table);
    const fields = Object.entries(row).filter(
      ([field]) => !TIMES.has(field) && !(own && field === 'id') && field !== OWN_KEY[table],
    );
    return sortedKeys(Object.fromEntries(fields.map(([field, value]) => [field, this.#replaced(value)]))) as Fields;
  }

  #replaced(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((item) => this.#replaced(item));
    if (isFields(value))
      return Object.fromEntries(Object.entries(value).map(([field, part]) => [field, this.#replaced(part)]));
    if (typeof value !== 'string' || !IDS.test(value)) return value;
    return value
      .split('/')
      .map((id) => this.#object(id))
      .join(' / ');
  }

  #object(id: string): string {
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    const object = this.#objects.get(id);
    if (object === undefined) return GONE;
    const { table, host, scope, row } = object;
    // Ends a circle of objects that are named by each other.
    this.#known.set(id, `${host} ${table}`);
    const address = `${this.of(host, scope, table)} ${JSON.stringify(this.#name(row, table))}`;
    this.#known.set(id, address);
    return address;
  }

  #name(row: Row, table: string): unknown {
    const parts = (NAMING[table] ?? ['name'])
      .map((field) => row[field])
      .filter((part) => part !== undefined && part !== null);
    if (parts.length === 0) return this.named(row, table);
    return parts.length === 1 ? this.#replaced(parts[0]) : this.#replaced(parts);
  }
}

function byText(one: Fields, other: Fields): number {
  const [a, b] = [JSON.stringify(one), JSON.stringify(other)];
  return a < b ? -1 : a > b ? 1 : 0;
}
