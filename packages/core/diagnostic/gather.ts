import { compareText } from '../value/compare-text.ts';
import { type Diagnostic, sortDiagnostics } from './diagnostic.ts';

/** Findings that differ only in names become one from this number on; at the same place, two become one already. */
const fewest = 4;

/**
 * Joins findings that differ only in names: the first stands for all, with the places of the others as related places.
 * 200 failures of one cause become one finding with 200 places.
 */
export function gatherDiagnostics(diagnostics: Iterable<Diagnostic>): Diagnostic[] {
  const groups = Map.groupBy(sortDiagnostics(diagnostics), keyOf);
  const gathered = [...groups.values()].flatMap((members) => {
    const places = new Set(members.map(placeOf));
    const isOne = members.length >= fewest || (places.size === 1 && members[0]?.at !== undefined && members.length > 1);
    return isOne && haveOneShape(members) ? [asOne(members)] : members;
  });
  return sortDiagnostics(gathered);
}

function keyOf({ severity, code, cause, fix, message, related }: Diagnostic): string {
  const [first] = message.split(' ');
  return JSON.stringify([severity, code, cause, fix, first, message.split(' ').length, related === undefined]);
}

function placeOf({ at }: Diagnostic): string {
  return JSON.stringify(at?.file === undefined ? undefined : [at.file, at.start]);
}

/** Whether the messages differ in at most two words. With more, they do not say the same about different names. */
function haveOneShape(members: readonly Diagnostic[]): boolean {
  return varyingWords(members).length <= 2;
}

function varyingWords(members: readonly Diagnostic[]): number[] {
  const [first = [], ...others] = members.map(({ message }) => message.split(' '));
  return first.flatMap((word, index) => (others.every((words) => words[index] === word) ? [] : [index]));
}

function asOne(members: readonly Diagnostic[]): Diagnostic {
  const [first, ...others] = members as readonly [Diagnostic, ...Diagnostic[]];
  const span = nameSpan(members);
  const seen = new Set([placeOf(first)]);
  const places = others.flatMap((other) => {
    if (!other.at || seen.has(placeOf(other))) return [];
    seen.add(placeOf(other));
    const message = other.message === first.message ? 'The same' : span ? nameIn(other.message, span) : other.message;
    return [{ message, at: other.at }];
  });
  const related = [...places, ...members.flatMap((member) => member.related ?? [])];
  related.sort((a, b) => compareText(a.at.file, b.at.file) || a.at.start.line - b.at.start.line);
  const message = messageOfAll(first.message, members, span);
  return { ...first, message, ...(related.length === 0 ? {} : { related }) };
}

function messageOfAll(first: string, members: readonly Diagnostic[], span: Span | undefined): string {
  const others = members.length - 1;
  if (members.every(({ message }) => message === first)) return `${first} (${members.length} times)`;
  if (!span) return `${first}, and ${others} more like it`;
  const words = first.split(' ');
  const last = words[span.last] ?? '';
  words[span.last] = last.replace(closingMark, (mark) => ` and ${others} more${mark}`);
  return words.join(' ');
}

const closingMark = /[:,;.]?$/;

/** The first and the last word of the name in a message, from 0. */
interface Span {
  readonly first: number;
  readonly last: number;
}

/**
 * The place of the name that differs. Undefined where it may go on in the next word: in "the API Flight Data exists",
 * nothing says whether only "Flight" differs or the name has a blank.
 */
function nameSpan(members: readonly Diagnostic[]): Span | undefined {
  const varying = varyingWords(members);
  const [first, last] = [varying[0], varying.at(-1)];
  if (first === undefined || last === undefined || last - first >= varying.length) return undefined;
  const endsThere = members.every(({ message }) => {
    const words = message.split(' ');
    return last === words.length - 1 || /[:,;.]$/.test(words[last] ?? '') || isQuoted(words.slice(first, last + 1));
  });
  return endsThere ? { first, last } : undefined;
}

/** Whether words are one whole text in quotes. */
function isQuoted(words: readonly string[]): boolean {
  return /^(?:"[^"]*"|`[^`]*`)$/.test(words.join(' '));
}

function nameIn(message: string, { first, last }: Span): string {
  const words = message.split(' ').slice(first, last + 1);
  return words.join(' ').replace(closingMark, '');
}
