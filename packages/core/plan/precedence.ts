import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import type { Kind, Precedence } from '../kind/kind.ts';
import type { Observation } from '../observe/observation.ts';
import type { Fields } from '../provider/provider.ts';
import type { SourceRange } from '../source/range.ts';
import { compareText } from '../value/compare-text.ts';
import { firstOf } from '../value/first-of.ts';
import { valueAt } from '../value/value-at.ts';

/** A link that is left as it is, because something else than the manifests decides about it. */
export interface Yielded {
  /** `add`: the manifests declare it, and it is not there. `remove`: it is there, and they do not declare it. */
  readonly verb: 'add' | 'remove';
  readonly name: string;
  /** What decides, after "because". */
  readonly because: string;
  /** What is not for the manifests to decide, in words. */
  readonly about: string;
  readonly place?: SourceRange;
}

/** What decides in the place of the manifests about a link with these fields, as far as that was read. */
export function precedenceOf(
  kind: Kind,
  fields: Fields,
  observation: Observation,
  verb: Yielded['verb'],
): Precedence | undefined {
  return precedencesOf(kind, verb).find((precedence) => {
    const wanted = valueAt(fields, precedence.field);
    if (wanted === undefined) return false;
    for (const { fields: other } of observation.ofKind(precedence.kind)) {
      if (valueAt(other, precedence.field) !== wanted) continue;
      const list = precedence.while === undefined ? undefined : valueAt(other, precedence.while);
      if (!Array.isArray(list) || list.length > 0) return true;
    }
    return false;
  });
}

/** What may decide about a link that would be made, or about one that would go. */
export function precedencesOf({ yieldsTo = [] }: Kind, verb: Yielded['verb']): readonly Precedence[] {
  return verb === 'add' ? yieldsTo.filter(({ onlyKeeps }) => !onlyKeeps) : yieldsTo;
}

/** One warning for each object and reason: what the manifests say of it has no effect. */
export function yieldedFindings(yielded: readonly Yielded[]): Diagnostic[] {
  const groups = Map.groupBy(yielded, ({ about, because }) => JSON.stringify([about, because]));
  return [...groups.values()].flatMap((members) => {
    const [first] = members;
    if (!first) return [];
    const named = (verb: Yielded['verb']): string[] => {
      const names = members.flatMap((each) => (each.verb === verb ? [each.name] : [])).sort(compareText);
      if (names.length === 0) return [];
      return [`${verb === 'add' ? 'not added' : 'not removed'}: ${firstOf(names)}`];
    };
    const message = `The manifests do not decide about ${first.about}, because ${first.because}; ${[...named('add'), ...named('remove')].join(', ')}`;
    return [
      finding('link-yielded', message, first.place, {
        severity: 'warning',
        fix: 'Change it there, or take away what decides there.',
      }),
    ];
  });
}
