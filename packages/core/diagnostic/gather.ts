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
  const words = first.message.split(' ');
  const [varying] = varyingWords(members);
  const more = `and ${others.length} more`;
  const message =
    varying === undefined
      ? `${first.message} (${members.length} times)`
      : words
          .map((word, index) => (index === varying ? word.replace(/[:,;.]?$/, (mark) => ` ${more}${mark}`) : word))
          .join(' ');
  const seen = new Set([placeOf(first)]);
  const places = others.flatMap((other) => {
    if (!other.at || seen.has(placeOf(other))) return [];
    seen.add(placeOf(other));
    const name =
      varying === undefined ? 'The same' : (other.message.split(' ')[varying]?.replace(/[:,;.]$/, '') ?? 'The same');
    return [{ message: name, at: other.at }];
  });
  const related = [...places, ...members.flatMap((member) => member.related ?? [])];
  related.sort((a, b) => compareText(a.at.file, b.at.file) || a.at.start.line - b.at.start.line);
  return { ...first, message, ...(related.length === 0 ? {} : { related }) };
}
