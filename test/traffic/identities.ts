const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

/** Fields of bodies and filters that hold the id of an object of some collection. */
const FIELDS: Readonly<Record<string, string>> = {
  team_id: 'teams',
  api_id: 'apis',
  portal_id: 'portals',
  control_plane_id: 'control-planes',
  auth_strategy_ids: 'application-auth-strategies',
};

/** Path segments after which the id of another collection stands. */
const ALIASES: Readonly<Record<string, string>> = { publications: 'portals' };

/**
 * Which id of the simulator stands for which recorded one. Recordings without answers tell ids only by where they are
 * used, so an unknown id takes the oldest id of its collection that nothing has taken yet: objects are used in the
 * order in which they were made.
 */
export class Identities {
  readonly #known = new Map<string, string>();
  readonly #free = new Map<string, string[]>();

  /** Says outright what a recorded id stands for. */
  set(recorded: string, simulated: string): void {
    this.#known.set(recorded, simulated);
  }

  /** Takes note of an id the simulator gave out or showed alone. */
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

  /** The same body with the simulator's ids. `collection` is where a bare `id` comes from. */
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

/** Gateway entities keep the ids their client chose, so nothing stands for them. */
function collectionBefore(segments: readonly string[], index: number): string | undefined {
  if (segments.slice(0, index).includes('core-entities')) return undefined;
  const before = segments[index - 1] ?? '';
  return ALIASES[before] ?? before;
}
