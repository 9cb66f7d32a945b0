import { closeName } from '../cel/suggestion.ts';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import { rangeOf } from '../source/origin.ts';
import { addressesOf, type ManifestAddress, type Move, nodeAt, parseAddress, showAddress } from './moved.ts';
import type { WrittenManifest } from './table/manifest.ts';
import type { ManifestMove } from './table/moved.ts';

/** An entry of `moved` with two addresses of one kind. */
interface Entry {
  readonly written: ManifestMove;
  readonly from: ManifestAddress;
  readonly to: ManifestAddress;
}

type Side = 'from' | 'to';

/** The valid entries of `moved`, and one finding for each of the others. */
export function movesIn(
  manifest: WrittenManifest,
  incomplete: boolean,
): { readonly moved: readonly Move[]; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const entries = manifest.moved.flatMap((written): Entry[] => {
    const read = entryOf(written);
    if (Array.isArray(read)) diagnostics.push(...read);
    return Array.isArray(read) ? [] : [read];
  });
  const check = new MoveCheck(manifest, incomplete, entries);
  const moved = entries.flatMap((entry): Move[] => {
    const wrong = check.find(entry);
    if (wrong) diagnostics.push(wrong);
    if (wrong || check.isInCircle(entry)) return [];
    return [{ kind: entry.to.kind, from: entry.from.keys, to: entry.to.keys, at: rangeOf(entry.written) }];
  });
  return { moved, diagnostics };
}

function entryOf(written: ManifestMove): Entry | Diagnostic[] {
  // The check of the shape has reported a missing `from` or `to`.
  const [from, to] = [written.from, written.to].map((text) => (text === undefined ? undefined : parseAddress(text)));
  const sides: readonly Side[] = ['from', 'to'];
  const unread = sides.filter((side) => written[side] !== undefined && !parseAddress(written[side]));
  if (unread.length > 0) return unread.map((side) => notAnAddress(written, side));
  if (!from || !to) return [];
  if (from.kind === to.kind) return { written, from, to };
  const message = `The ${from.kind} \`${showAddress(from)}\` cannot become the ${to.kind} \`${showAddress(to)}\``;
  return [
    finding('manifest-value', message, rangeOf(written, 'to'), {
      cause: 'What moves gets another key and stays what it is.',
      fix: 'Write two addresses of the same kind.',
    }),
  ];
}

function notAnAddress(written: ManifestMove, side: Side): Diagnostic {
  const message = `${JSON.stringify(written[side])} is not the address of a team, a service, an organization or an environment`;
  return finding('manifest-value', message, rangeOf(written, side), {
    cause:
      'An address is `teams/<team>`, `teams/<team>/services/<service>`, `organizations/<organization>` or ' +
      '`organizations/<organization>/environments/<environment>`.',
    fix: 'Write one of these, with the keys of the manifests.',
  });
}

/** Finds the mistake of an entry, for which it needs all other entries. */
class MoveCheck {
  readonly #manifest: WrittenManifest;
  readonly #incomplete: boolean;
  /** For `from` and for `to`: the first entry with each address. */
  readonly #first: Readonly<Record<Side, ReadonlyMap<string, Entry>>>;
  readonly #inCircle = new Set<Entry>();

  constructor(manifest: WrittenManifest, incomplete: boolean, entries: readonly Entry[]) {
    this.#manifest = manifest;
    this.#incomplete = incomplete;
    const firstBy = (side: Side) => new Map(entries.toReversed().map((entry) => [showAddress(entry[side]), entry]));
    this.#first = { from: firstBy('from'), to: firstBy('to') };
  }

  /** Whether an entry belongs to a circle. The finding about the circle stands at its first entry. */
  isInCircle(entry: Entry): boolean {
    return this.#inCircle.has(entry);
  }

  find(entry: Entry): Diagnostic | undefined {
    if (this.#inCircle.has(entry)) return undefined;
    return (
      this.#twice(entry, 'from') ??
      this.#twice(entry, 'to') ??
      this.#circle(entry) ??
      this.#stillThere(entry) ??
      this.#otherOrganization(entry) ??
      this.#missing(entry)
    );
  }

  #twice(entry: Entry, side: Side): Diagnostic | undefined {
    const address = showAddress(entry[side]);
    const first = this.#first[side].get(address);
    if (!first || first === entry) return undefined;
    const message = side === 'from' ? `\`${address}\` moves twice` : `Two things move to \`${address}\``;
    return finding('manifest-duplicate', message, rangeOf(entry.written, side), {
      cause: 'Each thing that was becomes one thing that is.',
      fix: 'Keep one of the entries.',
      related: [{ message: 'The other one', at: rangeOf(first.written, side) }],
    });
  }

  #circle(entry: Entry): Diagnostic | undefined {
    const path = [entry];
    for (let next = this.#next(entry); next !== entry; next = this.#next(next)) {
      if (!next || path.includes(next)) return undefined;
      path.push(next);
    }
    for (const member of path) this.#inCircle.add(member);
    if (path.length === 1) {
      const message = `\`${showAddress(entry.from)}\` moves to where it is`;
      return finding('manifest-value', message, rangeOf(entry.written), { fix: 'Remove the entry.' });
    }
    const circle = [...path, entry].map(({ from }) => showAddress(from)).join(' -> ');
    return finding('manifest-value', `Entries of \`moved\` lead in a circle: ${circle}`, rangeOf(entry.written), {
      cause: 'Each would need the key that another one has still.',
      fix: 'Move one of them to a key of its own first, in a change of its own.',
    });
  }

  #next(entry: Entry): Entry | undefined {
    return this.#first.from.get(showAddress(entry.to));
  }

  #stillThere({ from, written }: Entry): Diagnostic | undefined {
    const node = nodeAt(this.#manifest, from);
    if (!node) return undefined;
    return finding(
      'manifest-value',
      `\`${showAddress(from)}\` has not moved: it is still here`,
      rangeOf(written, 'from'),
      {
        cause: 'What stands in the manifests under its own key keeps its objects in Konnect.',
        fix: `Remove the ${from.kind}, or remove the entry.`,
        related: [{ message: 'Defined here', at: rangeOf(node, 'key') }],
      },
    );
  }

  #otherOrganization({ from, to, written }: Entry): Diagnostic | undefined {
    const [[before = ''], [after = '']] = [from.keys, to.keys];
    if (to.kind !== 'environment' || before === after) return undefined;
    const renamed = this.#first.from.get(showAddress({ kind: 'organization', keys: [before] }));
    if (renamed?.to.keys[0] === after) return undefined;
    const message = `\`${showAddress(from)}\` cannot move to the organization ${after}`;
    return finding('manifest-value', message, rangeOf(written, 'to'), {
      cause: 'Objects of one Konnect organization cannot be moved to another.',
      fix: `Remove the entry, so that the environment is made anew. If ${after} is another name of ${before}, say that in an entry for the organization.`,
    });
  }

  #missing(entry: Entry): Diagnostic | undefined {
    const { to, written } = entry;
    // A file that could not be read whole may define the names that seem undefined, so they are not reported.
    if (this.#incomplete || nodeAt(this.#manifest, to)) return undefined;
    const next = this.#next(entry);
    const meant = next ? next.to : this.#meant(to);
    return finding('reference-unknown', `There is no ${to.kind} \`${showAddress(to)}\``, rangeOf(written, 'to'), {
      cause: next ? 'It moved on, as another entry says.' : `\`to\` is where the ${to.kind} is now.`,
      fix: meant ? `Did you mean \`${showAddress(meant)}\`?` : 'Name what it has become, or remove the entry.',
      related: next ? [{ message: 'The other entry', at: rangeOf(next.written) }] : [],
    });
  }

  /**
   * The address that the author probably meant: the one with the same key elsewhere, else the one with the most similar
   * spelling.
   */
  #meant({ kind, keys }: ManifestAddress): ManifestAddress | undefined {
    const there = addressesOf(this.#manifest, kind);
    const key = keys.at(-1) ?? '';
    const withKey = (wanted: string | undefined) => there.find((known) => known.keys.at(-1) === wanted);
    return (
      withKey(key) ??
      withKey(
        closeName(
          key,
          there.map((known) => known.keys.at(-1) ?? ''),
        ),
      )
    );
  }
}
