import type { Result } from '../apply/result.ts';
import type { Change } from '../plan/change.ts';
import { type Meaning, meaningsOf } from '../plan/meaning.ts';
import type { SourceRange } from '../source/range.ts';
import { firstNames } from './names.ts';

/** The sentences about all changes with one effect, for the top of a report. */
export interface MeaningBlock {
  readonly title: string;
  readonly lines: readonly MeaningLine[];
  /** The number of sentences, and the number of those that no line stands for. */
  readonly total: number;
  readonly left: number;
}

/** One sentence, or several that differ only in names, told as one. */
export interface MeaningLine {
  readonly text: string;
  /** The number of sentences that the line stands for. */
  readonly count: number;
  /** For several sentences: the first names, and the number of the others. */
  readonly names: readonly string[];
  /** The place in the manifests of a single sentence. */
  readonly place?: SourceRange;
}

const titles: Readonly<Record<Meaning['effect'], string>> = {
  widens: 'Lets people see or do more',
  narrows: 'Takes away what people could see or do',
  deletes: 'Deletes',
  adopts: 'Takes over',
};

/**
 * The meaning of changes in at most `most` lines. If the sentences are more, those that differ only in names share a
 * line.
 */
export function meaningBlocks(changes: readonly Change[], most: number): MeaningBlock[] {
  const meanings = meaningsOf(changes);
  const kinds = new Map(changes.map(({ address, kind }) => [address, kind]));
  const blocks = [...Map.groupBy(meanings, ({ effect }) => effect)].map(([effect, members]) => ({
    effect,
    members,
    lines: meanings.length <= most ? members.map(single) : gather(members, kinds),
  }));
  const rooms = share(
    blocks.map(({ lines }) => lines.length),
    most,
  );
  return blocks.map(({ effect, members, lines }, index) => {
    const shown = lines.slice(0, rooms[index]);
    const told = shown.reduce((sum, { count }) => sum + count, 0);
    return { title: titles[effect], lines: shown, total: members.length, left: members.length - told };
  });
}

/** The changes that an apply carried out; without `results`, all changes of the plan. */
export function effectiveChanges(changes: readonly Change[], results: readonly Result[] | undefined): Change[] {
  if (!results) return [...changes];
  const applied = new Set(results.filter(({ outcome }) => outcome === 'applied').map(({ address }) => address));
  return changes.filter(({ address }) => applied.has(address));
}

/** Divides `room` among blocks in turns of one line, so that a long block does not crowd out the others. */
function share(wanted: readonly number[], room: number): number[] {
  const given = wanted.map(() => 0);
  for (let left = room; left > 0; ) {
    const before = left;
    for (const [index, number] of wanted.entries()) {
      if (left === 0 || (given[index] ?? 0) >= number) continue;
      given[index] = (given[index] ?? 0) + 1;
      left -= 1;
    }
    if (left === before) break;
  }
  return given;
}

function single(meaning: Meaning): MeaningLine {
  const { text, place } = meaning;
  return { text: `${text}${where(meaning, text)}`, count: 1, names: [], ...(place ? { place } : {}) };
}

/** The environment in parentheses, unless the sentence names it. */
function where({ environment }: Meaning, text: string): string {
  return environment === undefined || text.includes(environment) ? '' : ` (${environment})`;
}

/** Fewer alike sentences than this keep a line each. */
const fewest = 4;

function gather(meanings: readonly Meaning[], kinds: ReadonlyMap<string, string>): MeaningLine[] {
  const groups = Map.groupBy(meanings, ({ address, environment, text }) =>
    JSON.stringify([environment, kinds.get(address), text.split(' ').length]),
  );
  return [...groups.values()].flatMap((members) =>
    gatherLike(members.map((meaning) => ({ meaning, words: meaning.text.split(' ') }))),
  );
}

interface Sentence {
  readonly meaning: Meaning;
  readonly words: readonly string[];
}

/**
 * Puts sentences with the same number of words together. Sentences that differ in a word with few values, such as a
 * role or a visibility, are kept apart, so that the word is never left out.
 */
function gatherLike(sentences: readonly Sentence[]): MeaningLine[] {
  const [first] = sentences;
  if (!first || sentences.length < fewest) return sentences.map(({ meaning }) => single(meaning));
  const varying = first.words.flatMap((_, index) => {
    const values = new Set(sentences.map(({ words }) => words[index]));
    return values.size > 1 ? [{ index, size: values.size }] : [];
  });
  const fewer = varying.find(({ size }) => size <= Math.max(fewest, sentences.length / 3) && size < sentences.length);
  if (fewer) {
    const parts = Map.groupBy(sentences, ({ words }) => words[fewer.index]);
    return [...parts.values()].flatMap(gatherLike);
  }
  const names = sentences.map(({ words }) => withoutMark(words[varying[0]?.index ?? 0] ?? ''));
  const masked = first.words.map((word, index) =>
    varying.some((each) => each.index === index) ? `…${/[,;:]$/.exec(word)?.[0] ?? ''}` : word,
  );
  const text = several(sentences.length, masked);
  return [{ text: `${text}${where(first.meaning, text)}`, count: sentences.length, names: firstNames(names) }];
}

const plurals: Readonly<Record<string, string>> = { is: 'are', gets: 'get', loses: 'lose', asks: 'ask', lets: 'let' };

/** `400 APIs are published on portal prd, public`, for `API … is published on portal prd, public`. */
function several(count: number, words: readonly string[]): string {
  const [noun = '', name = '', verb = '', ...rest] = words;
  const plural = plurals[verb];
  if (name !== '…' || plural === undefined) return `${count} times: ${words.join(' ')}`;
  return [`${count} ${noun}s`, plural, ...rest.map((word) => (word === 'its' ? 'their' : word))].join(' ');
}

function withoutMark(word: string): string {
  return word.replace(/[,;:]$/, '');
}
