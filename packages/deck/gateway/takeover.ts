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

/** Which entities that nobody marked as ours may be taken over: those with our ids, those of koctl among them, or none. */
export type Adoption = 'by-name' | 'koctl' | 'none';

/** An entity that is there and not ours, which a sync would write over. */
export interface Takeover {
  readonly change: EntityChange;
  readonly existing: InventoryEntity;
  /** Tags it has and would lose: somebody else selects by them. */
  readonly foreignTags: readonly string[];
}

/**
 * With a select tag decK sees only what carries it, and takes everything else for absent. It then writes by id: an entity
 * that is there under the same id, as everything made from the same specification is, becomes ours without a word. Here
 * such creations are called takeovers, and say what they change.
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

/** A diff whose takeovers are called so. */
export function withTakeovers(
  { changes, warnings }: GatewayDiff,
  takeovers: ReadonlyMap<EntityChange, Takeover>,
): GatewayDiff {
  const marked = changes.map((change) => takeovers.get(change)?.change ?? change);
  return { changes: marked, summary: countChanges(marked), warnings };
}

/** What entities belong to, by the word a diff has for it. */
const owners = ['service', 'route', 'consumer', 'consumer_group', 'upstream', 'certificate', 'set'];

/** What a takeover changes of an entity. decK shows it in a dump as a file would have it, inside of what it belongs to. */
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

/** Without our tag, which is no news, and without lists that hold nothing. */
function comparable(entity: Fields): Fields {
  const own = Object.entries(entity).flatMap(([key, value]): [string, unknown][] => {
    if (owners.includes(key) || key === 'SkipHash') return [];
    const shown = key === 'tags' ? tagsOf(entity).filter((tag) => tag !== selectTag) : value;
    return Array.isArray(shown) && shown.length === 0 ? [] : [[key, shown]];
  });
  return Object.fromEntries(own);
}

/** koctl's tags, such as `ko-api-name=flights-dev`, which a patch of ours writes as well. */
function isKoctls(tag: string): boolean {
  return tag.startsWith('ko-');
}

/** Whether koctl wrote an entity: its services have its tags, and their routes and plugins none. */
function isOfKoctl({ tags, parent }: InventoryEntity): boolean {
  return tags.some(isKoctls) || (parent !== undefined && isOfKoctl(parent));
}

/** What speaks against taking entities over, and a word about those that are. */
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
 * What a sync needs that belongs to entities with other ids which are not ours. Konnect would refuse it, in the middle of
 * the sync; and to delete what nobody said is ours is not for us.
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

/** What must be unique of an entity and was not its own before. */
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
