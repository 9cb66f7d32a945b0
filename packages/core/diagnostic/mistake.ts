import { type Diagnostic, sortDiagnostics } from './diagnostic.ts';

/**
 * Joins findings about one mistake that struck many alike, such as a refused token: the first stands for all, with their
 * number. The places of the others, and what they are about, are its related places.
 */
export function eachMistakeOnce(diagnostics: Iterable<Diagnostic>): Diagnostic[] {
  const groups = Map.groupBy(sortDiagnostics(diagnostics), ({ severity, code, fix, mistake }) =>
    mistake ? JSON.stringify([severity, code, fix, mistake.what]) : undefined,
  );
  return [...groups].flatMap(([key, members]) => (key === undefined ? members : [asOne(members)]));
}

function asOne(members: readonly Diagnostic[]): Diagnostic {
  const [first, ...others] = members as readonly [Diagnostic, ...Diagnostic[]];
  const { mistake: _told, ...kept } = first;
  if (others.length === 0) return kept;
  const places = others.flatMap(({ at, mistake, message }) =>
    at ? [{ message: mistake?.struck ?? message, at }] : [],
  );
  const related = [...(first.related ?? []), ...places];
  const message = `${first.message}, and ${others.length} more like it`;
  return { ...kept, message, ...(related.length === 0 ? {} : { related }) };
}
