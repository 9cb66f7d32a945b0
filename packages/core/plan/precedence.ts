import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import type { Kind, Precedence } from '../kind/kind.ts';
import type { Observation } from '../observe/observation.ts';
import type { Fields } from '../provider/provider.ts';
import type { SourceRange } from '../source/range.ts';
import { compareText } from '../value/compare-text.ts';
import { firstOf } from '../value/first-of.ts';
import { valueAt } from '../value/value-at.ts';

/** A link that is left as it is, because another object takes precedence over the manifests. */
export interface Yielded {
  /** `add`: the manifests declare the link, and it does not exist. `remove`: it exists, and they do not declare it. */
  readonly verb: 'add' | 'remove';
  readonly name: string;
  /** The reason, after "because". */
  readonly because: string;
  /** The subject on which the manifests do not decide, in words. */
  readonly about: string;
  /** Whether the manifests may make such links, and only not withdraw this one. */
  readonly onlyKeeps?: boolean;
  readonly place?: SourceRange;
}

/** The object that takes precedence over the manifests for a link with these fields, as far as that was read. */
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

/** The precedences that apply to creating a link, or to deleting one. */
export function precedencesOf({ yieldsTo = [] }: Kind, verb: Yielded['verb']): readonly Precedence[] {
  return verb === 'add' ? yieldsTo.filter(({ onlyKeeps }) => !onlyKeeps) : yieldsTo;
}

/** One finding for each object and reason: a warning where the manifests have no effect, a note where a link only stays. */
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
        ...(first.onlyKeeps
          ? { severity: 'note', fix: 'Withdraw it by hand, or with the token of another account.' }
          : { severity: 'warning', fix: 'Change it there, or take away what decides there.' }),
      }),
    ];
  });
}
