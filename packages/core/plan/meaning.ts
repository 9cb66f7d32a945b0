import { losesKoctlMarker } from '../observe/labels.ts';
import type { SourceRange } from '../source/range.ts';
import type { Change, Effect } from './change.ts';
import { destroysMore, undoWords } from './lost.ts';

/** The effect of a change on people and their data, in a sentence for reviewers who do not know Konnect. */
export interface Meaning {
  /**
   * `widens` and `narrows`: people can see or do more or less. `deletes`: data is destroyed. `adopts`: an object of
   * others is taken over.
   */
  readonly effect: Effect | 'deletes' | 'adopts';
  readonly text: string;
  /** The address of the change. */
  readonly address: string;
  readonly environment?: string;
  readonly place?: SourceRange;
}

const order = ['widens', 'narrows', 'deletes', 'adopts'] as const satisfies Meaning['effect'][];

/**
 * The meanings of changes: first those that widen, last the adoptions. Within an effect they are in plan order, with
 * deletions that destroy more first.
 */
export function meaningsOf(changes: readonly Change[]): Meaning[] {
  // If a link to a replaced object is created again with it, people neither gain nor lose access.
  const gone = new Set(changes.flatMap((change) => (change.partOf === undefined ? [] : [called(change)])));
  const back = new Set(changes.flatMap((change) => (change.action === 'create' ? [called(change)] : [])));
  const isExchanged = (change: Change): boolean =>
    change.partOf === undefined
      ? change.action === 'create' && gone.has(called(change))
      : change.meaning === undefined || back.has(called(change));
  const found = changes.filter((change) => !isExchanged(change)).flatMap(meaningsOfChange);
  // Deletions that destroy more than their object come first.
  const heavy = new Set(changes.filter(destroysMore).map(({ address }) => address));
  return order.flatMap((effect) => {
    const members = found.filter((meaning) => meaning.effect === effect);
    return effect === 'deletes'
      ? [
          ...members.filter(({ address }) => heavy.has(address)),
          ...members.filter(({ address }) => !heavy.has(address)),
        ]
      : members;
  });
}

function called({ kind, name }: Change): string {
  return `${kind} ${name}`;
}

function meaningsOfChange(change: Change): Meaning[] {
  const { action, meaning, effect } = change;
  const say = (what: Meaning['effect'], text: string): Meaning => ({
    effect: what,
    text,
    address: change.address,
    ...(change.environment === undefined ? {} : { environment: change.environment }),
    ...(change.place ? { place: change.place } : {}),
  });
  const subject = called(change);
  switch (action) {
    case 'create':
      if (effect && meaning !== undefined) return [say(effect, meaning)];
      return change.fields.flatMap((field) =>
        field.meaning === undefined ? [] : [say('widens', `${subject} ${field.meaning}`)],
      );
    case 'delete':
      if (effect && meaning !== undefined) return [say(effect, meaning)];
      return [say('deletes', `${subject} is deleted${along(change, ', with ')}`)];
    case 'replace':
      return [
        say(
          'deletes',
          `${subject} is deleted and made anew, because ${change.reason ?? ''}${along(change, '; it loses ')}`,
        ),
      ];
    case 'update':
      return exposureOf(change, say);
    case 'adopt': {
      const fields = change.fields.filter(({ path }) => !path.startsWith('labels.'));
      // Who made an object is known only of koctl, by its label.
      const origin = losesKoctlMarker(change.fields) ? 'is taken over from koctl' : 'exists and is taken over';
      const changed =
        fields.length === 0
          ? 'nothing of it changes'
          : `${fields.length} of its fields ${fields.length === 1 ? 'changes' : 'change'}: ${fields.map(({ path }) => path).join(', ')}`;
      return [...exposureOf(change, say), say('adopts', `${subject} ${origin}; ${changed}`)];
    }
    case 'none':
    case 'waiting':
    case 'blocked':
      return [];
  }
}

function exposureOf(
  { kind, name, fields, passesThrough = [] }: Change,
  say: (effect: Effect, text: string) => Meaning,
): Meaning[] {
  const shown = fields.flatMap(({ effect, meaning }) =>
    effect && meaning !== undefined ? [say(effect, `${kind} ${name} ${meaning}`)] : [],
  );
  return [...passesThrough.map((state) => say('widens', `${kind} ${name}: on the way, ${state}`)), ...shown];
}

function along(change: Change, before: string): string {
  const { takesAlong = [] } = change;
  const lost = undoWords([change]);
  return `${takesAlong.length === 0 ? '' : `${before}${takesAlong.join('; ')}`}${lost === undefined ? '' : `; ${lost}`}`;
}
