import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { inputWords } from '@konduct/core/diagnostic/input-words';
import { startOf } from '@konduct/core/source/range';
import { isRecord } from '@konduct/core/value/record';
import { countChanges, type EntityChange, type EntityField, type GatewayDiff } from './change.ts';
import { fieldChanges, type Secrets } from './fields.ts';
import { identitiesOf } from './identity.ts';
import { type Inventory, type InventoryEntity, selectTag, tagsOf } from './inventory.ts';
import { entities, listed, nameOf } from './names.ts';
import type { GatewayOutput } from './read-output.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The unowned entities that may be taken over: those with our ids (`by-name`), those that koctl made, or none. */
export type Adoption = 'by-name' | 'koctl' | 'none';

/** An existing entity that is not ours and that a sync would overwrite. */
export interface Takeover {
  readonly change: EntityChange;
  readonly existing: InventoryEntity;
  /** Tags that it would lose. Other clients may select by them. */
  readonly foreignTags: readonly string[];
}

/**
 * Finds creations that would overwrite an existing entity. With a select tag, decK sees only entities with that tag and
 * takes all others for absent. It writes by id, and entities made from the same specification have the same id: such an
 * entity would silently become ours. These creations are called takeovers, and list the fields that they change.
 */
export function findTakeovers(
  { changes, entities }: GatewayOutput,
  inventory: Inventory,
  secrets: Secrets,
): ReadonlyMap<EntityChange, Takeover> {
  const found = changes.flatMap((created): [EntityChange, Takeover][] => {
    const { action, id, kind } = created;
    const existing = action === 'create' && id !== undefined ? inventory.entities.get(id) : undefined;
    if (!existing || inventory.owned.has(existing.id)) return [];
    const fresh = entities.get(created)?.fresh ?? {};
    const fields = differences(kind, existing, fresh, secrets);
    const kept = tagsOf(fresh);
    const foreignTags = existing.tags.filter((tag) => !isKoctls(tag) && !kept.includes(tag));
    return [[created, { change: { ...created, action: 'takeover', fields }, existing, foreignTags }]];
  });
  return new Map(found);
}

/** The diff with its takeovers marked as such. */
export function withTakeovers(
  { changes, warnings }: GatewayDiff,
  takeovers: ReadonlyMap<EntityChange, Takeover>,
): GatewayDiff {
  const marked = changes.map((change) => takeovers.get(change)?.change ?? change);
  return { changes: marked, summary: countChanges(marked), warnings };
}

/** The fields with parents of entities, by decK's words in a diff. */
const owners = ['service', 'route', 'consumer', 'consumer_group', 'upstream', 'certificate', 'set'];

/** The fields that a takeover changes. A dump has entities as a file does, nested in their parents. */
function differences(
  kind: string,
  { fields, parent }: InventoryEntity,
  fresh: Fields,
  secrets: Secrets,
): EntityField[] {
  const owner = parent?.kind.replaceAll('-', '_') ?? '';
  const place = fresh[owner];
  return fieldChanges(
    kind,
    { ...comparable(fields), ...(parent ? { [owner]: { id: parent.id } } : {}) },
    { ...comparable(fresh), ...(isRecord(place) && parent ? { [owner]: { id: place.id } } : {}) },
    secrets,
  );
}

/** The fields without our own tag, which always differs, and without empty lists. */
function comparable(entity: Fields): Fields {
  const own = Object.entries(entity).flatMap(([key, value]): [string, unknown][] => {
    if (owners.includes(key) || key === 'SkipHash') return [];
    const shown = key === 'tags' ? tagsOf(entity).filter((tag) => tag !== selectTag) : value;
    return Array.isArray(shown) && shown.length === 0 ? [] : [[key, shown]];
  });
  return Object.fromEntries(own);
}

/** Whether a tag is koctl's, such as `ko-api-name=flights-dev`. Konduct's patches write it as well. */
function isKoctls(tag: string): boolean {
  return tag.startsWith('ko-');
}

/** Whether koctl wrote an entity: its services have its tags; their routes and plugins have none. */
function isOfKoctl({ tags, parent }: InventoryEntity): boolean {
  return tags.some(isKoctls) || (parent !== undefined && isOfKoctl(parent));
}

/** The objections to takeovers, and warnings about those that are allowed. */
export function takeoverProblems(
  controlPlane: string,
  takeovers: Iterable<Takeover>,
  file: string,
  adoption: Adoption,
): Diagnostic[] {
  const all = [...takeovers];
  const foreign = all.filter(({ foreignTags }) => foreignTags.length > 0);
  const rest = all.filter(({ foreignTags }) => foreignTags.length === 0);
  const allowed = ({ existing }: Takeover) => adoption === 'by-name' || (adoption === 'koctl' && isOfKoctl(existing));
  const of = (some: readonly Takeover[]) => `${entities(some.length)} of the control plane ${controlPlane}`;
  const problem = (members: readonly Takeover[], told: Omit<Diagnostic, 'at'>) =>
    members.length === 0 ? [] : [{ ...told, at: startOf(file) }];
  const [taken, refused] = [rest.filter(allowed), rest.filter((takeover) => !allowed(takeover))];
  return [
    ...problem(foreign, {
      severity: 'error',
      code: 'deck-conflict',
      message: `${of(foreign)} ${foreign.length === 1 ? 'has' : 'have'} tags of somebody else: ${listed(foreign.map(({ change, foreignTags }) => `${nameOf(change)} (${foreignTags.join(', ')})`))}`,
      cause:
        'Another pipeline selects by these tags. Without them it would write the entities again, and both would take them from each other for ever.',
      fix: 'Take the entities out of one of the two pipelines. Where the tags mean something else, write them into the decK file as well.',
    }),
    ...problem(refused, {
      severity: 'error',
      code: 'deck-takeover',
      message: `${of(refused)} would be taken over: ${names(refused)}`,
      cause:
        adoption === 'koctl'
          ? 'They have the ids that the specifications give them, but neither our tag nor one of koctl: somebody with decK made them.'
          : unmarked,
      fix: `Allow it with ${inputWords('adopt')}, or delete them in Konnect.`,
    }),
    ...problem(taken, {
      severity: 'note',
      code: 'deck-takeover',
      message: `Taking over ${of(taken)}: ${names(taken)}`,
      cause: unmarked,
    }),
  ];
}

const unmarked =
  'They have the ids that the specifications give them, but not our tag: koctl or somebody with decK made them.';

/**
 * The entities that need a unique value which an unowned entity with another id has. Konnect would refuse them in the
 * middle of the sync, and Konduct does not delete entities that are not its own.
 */
export function conflicts(
  { changes, entities: bodies }: GatewayOutput,
  { entities: there, owned }: Inventory,
): string[] {
  const taken = new Map<string, string>();
  for (const { id, identities } of there.values())
    if (!owned.has(id)) for (const identity of identities) taken.set(identity, id);
  return changes.flatMap((change) => {
    const other = newIdentities(change, bodies).map((identity) => taken.get(identity));
    return other.some((id) => id !== undefined && id !== change.id) ? [nameOf(change)] : [];
  });
}

/** The unique values that a change gives to an entity. */
export function newIdentities(change: EntityChange, bodies: GatewayOutput['entities']): string[] {
  const { old, fresh } = bodies.get(change) ?? {};
  if (change.action === 'delete' || !fresh) return [];
  const before = new Set(old ? identitiesOf(change.kind, old) : []);
  return identitiesOf(change.kind, fresh).filter((identity) => !before.has(identity));
}

export function conflictProblem(controlPlane: string, needed: readonly string[], file: string): Diagnostic {
  return {
    severity: 'error',
    code: 'deck-conflict',
    message: `${entities(needed.length)} of the control plane ${controlPlane} ${needed.length === 1 ? 'bears a name' : 'bear names'} that ${file} needs: ${listed(needed)}`,
    cause:
      'They have other ids and not our tag, so that somebody else made them, and Konnect allows each name, prefix and key once.',
    fix: 'Delete or rename them in Konnect, or give them the tag konduct to have them replaced.',
    at: startOf(file),
  };
}

function names(takeovers: readonly Takeover[]): string {
  return listed(takeovers.map(({ change }) => nameOf(change)));
}
