const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

/** Fields of bodies and filters with the id of an object of a collection. */
const FIELDS: Readonly<Record<string, string>> = {
  team_id: 'teams',
  api_id: 'apis',
  portal_id: 'portals',
  control_plane_id: 'control-planes',
  auth_strategy_ids: 'application-auth-strategies',
};

/** Path segments that are followed by the id of another collection. */
const ALIASES: Readonly<Record<string, string>> = { publications: 'portals' };

/**
 * The simulator's ids for the recorded ones. Recordings without answers show ids only where they are used. An unknown
 * id stands for the oldest object of its collection that has none yet, because objects are used in the order of their
 * creation.
 */
export class Identities {
  readonly #known = new Map<string, string>();
  readonly #free = new Map<string, string[]>();

  /** Sets the simulator's id for a recorded one. */
  set(recorded: string, simulated: string): void {
    this.#known.set(recorded, simulated);
  }

  /** Records an id that the simulator assigned, or showed as the only one. */
  saw(collection: string, id: string): void {
    const free = this.#free.get(collection) ?? [];
    this.#free.set(collection, free);
    if (!free.includes(id) && ![...this.#known.values()].includes(id)) free.push(id);
  }

  path(path: string): string {
    const segments = path.split('/');
    return segments.map((segment, index) => this.#text(segment, collectionBefore(segments, index))).join('/');
  }

  query(query: string): string {
    const parameters = new URLSearchParams(query);
    for (const [name, value] of [...parameters]) {
      parameters.set(name, this.#text(value, FIELDS[/^filter\[(\w+)\]/.exec(name)?.[1] ?? '']));
    }
    return parameters.toString();
  }

  /** The body with the simulator's ids. `collection` is the one of a field `id`. */
  body(value: unknown, collection?: string): unknown {
    if (typeof value === 'string') return this.#text(value, collection);
    if (Array.isArray(value)) return value.map((item) => this.body(item, collection));
    if (typeof value !== 'object' || value === null) return value;
    const type =
      'entity_type_name' in value && value.entity_type_name === 'Control Planes' ? 'control-planes' : undefined;
    return Object.fromEntries(
      Object.entries(value).map(([field, part]) => {
        const from = field === 'entity_id' ? type : field === 'id' ? collection : FIELDS[field];
        return [field, this.body(part, from)];
      }),
    );
  }

  #text(text: string, collection: string | undefined): string {
    return text.replace(UUID, (recorded) => this.#resolve(recorded, collection));
  }

  #resolve(recorded: string, collection: string | undefined): string {
    const known = this.#known.get(recorded);
    if (known !== undefined || collection === undefined) return known ?? recorded;
    const simulated = this.#free.get(collection)?.shift();
    if (simulated !== undefined) this.#known.set(recorded, simulated);
    return simulated ?? recorded;
  }
}

/** Clients choose the ids of gateway entities, so these stay the same. */
function collectionBefore(segments: readonly string[], index: number): string | undefined {
  if (segments.slice(0, index).includes('core-entities')) return undefined;
  const before = segments[index - 1] ?? '';
  return ALIASES[before] ?? before;
}
