import { applyingCommand, healingCommand } from '../drift/command.ts';
import { type Difference, type Origin, origins } from '../drift/difference.ts';
import { type DriftReport, differencesLeft } from '../drift/drift-report.ts';
import { isHealed, isMendedAlone } from '../drift/heal.ts';
import type { FieldChange } from '../plan/change.ts';
import { isContentHandle } from '../provider/content.ts';
import { count } from '../value/count.ts';
import { sameValue } from '../value/same-value.ts';
import { shownDigits } from './remarks.ts';
import { showAfter, showValue } from './value.ts';

/** Differences of one part that are to be treated alike. */
export interface DriftGroup {
  readonly origin: Origin;
  readonly environment?: string;
  readonly members: readonly Difference[];
  /** What its members are, and what there is to do. */
  readonly title: string;
  /** What makes the members go away; absent where the run has done it. */
  readonly remedy?: Remedy;
}

/** A command that makes differences go away. */
export interface Remedy {
  readonly command: string;
  /** Whether it leaves alone what is pending. */
  readonly alone: boolean;
  /** What it does, as words before it. */
  readonly does: string;
}

type Treatment = 'open' | 'beside pending' | 'mended';

/** Groups differences by origin and environment, drift first, and the organization as a whole before environments. */
export function driftGroups(drift: DriftReport, organization: string): DriftGroup[] {
  return origins.flatMap((origin) => {
    const members = drift.differences.filter((difference) => difference.origin === origin);
    return [...Map.groupBy(members, ({ environment }) => environment)].flatMap(([environment, differences]) => {
      const left = new Set(differencesLeft({ ...drift, differences }));
      const treatment = (each: Difference): Treatment =>
        !left.has(each) ? 'mended' : origin === 'drift' && !isMendedAlone(each) ? 'beside pending' : 'open';
      const byTreatment = Map.groupBy(differences, treatment);
      return (['open', 'beside pending', 'mended'] as const).flatMap((each): DriftGroup[] => {
        const those = byTreatment.get(each);
        if (!those) return [];
        const part = { origin, ...(environment === undefined ? {} : { environment }), members: those };
        if (each === 'mended') return [{ ...part, title: 'mended' }];
        const title = each === 'open' ? originTitles[origin] : 'drift in objects that git changed, too';
        return [{ ...part, title, remedy: remedyFor(drift, organization, environment, those) }];
      });
    });
  });
}

/**
 * The command that makes differences of one environment go away.
 *
 * A command about what no manifest declares is about the whole organization. It can name one commit, so that it applies
 * what is pending as well where parts of the organization were applied at different ones.
 */
export function remedyFor(
  { config, since, parts = [] }: Pick<DriftReport, 'config' | 'since' | 'parts'>,
  organization: string,
  environment: string | undefined,
  differences: readonly Difference[],
): Remedy {
  const part = { organization, environment, ...(config === undefined ? {} : { config }) };
  const prunes = differences.some(({ remedy }) => remedy.prunes);
  const ofPart = prunes ? undefined : parts.find((each) => each.environment === environment)?.commit;
  const commit = ofPart ?? (since.length === 1 || !prunes ? since[0]?.id : undefined);
  if (commit !== undefined && differences.every(isMendedAlone))
    return { command: healingCommand(part, commit, differences), alone: true, does: 'mends it' };
  const isPending = differences.every(({ origin }) => origin === 'pending');
  const does = isPending ? 'applies it' : 'an apply mends it, with all that is pending';
  return { command: applyingCommand(part, differences), alone: false, does };
}

const originTitles: Readonly<Record<Origin, string>> = {
  drift: 'drift',
  pending: 'pending: git changed it since the last apply',
  unknown: 'differs',
};

/** What differs, as a clause; undefined where the fields say it. */
export function differenceClause(difference: Difference): string | undefined {
  const { type, reason, fields, mixed, origin, remedy, contested = [] } = difference;
  const pending = contested.length > 0 ? `git changed ${contested.join(', ')}, too` : 'other fields of it are pending';
  const also = mixed && origin === 'drift' ? [pending] : [];
  const deep = remedy.deep ? ['only a deep comparison sees it'] : [];
  const what =
    type === 'missing'
      ? ['missing in Konnect']
      : type === 'undeclared'
        ? [`in Konnect, and ${reason ?? 'no manifest declares it'}`]
        : fields.length === 0 && reason !== undefined
          ? [`${reason} differ`]
          : [];
  const clauses = [...what, ...also, ...deep];
  return clauses.length === 0 ? undefined : clauses.join('; ');
}

/**
 * The value of a field in Konnect.
 *
 * @param deep whether documents were read
 */
export function showHere(field: FieldChange, deep: boolean): string {
  if (field.secret) return '(another secret)';
  if (field.before === undefined && isContentHandle(field.after)) return deep ? '(none)' : '(not read)';
  if (isContentHandle(field.before) && sameValue(field.before, field.after)) return '(the same document)';
  return showValue(field.before);
}

/** The value of a field in the manifests. */
export function showWanted(field: FieldChange): string {
  return showAfter(field);
}

/**
 * The commits that differences were compared with, as a sentence; undefined where nothing differs.
 *
 * @param show how the digits of a commit are written
 */
export function sinceClause(
  { since, untold }: DriftReport,
  show: (digits: string) => string = (digits) => digits,
): string | undefined {
  const named = since.map(({ id, subject }) => `${show(id.slice(0, shownDigits))} ${subject}`);
  if (named.length === 0) return untold === undefined ? undefined : `Not told apart from pending changes: ${untold}.`;
  const applied = `Compared with ${named.join(' and ')}, which ${named.length === 1 ? 'was' : 'were'} applied last.`;
  return untold === undefined ? applied : `${applied} Of a part it is not known: ${untold}.`;
}

/** One sentence that says how much differs. */
export function driftSentence(drift: DriftReport): string {
  const mended = drift.differences.filter((each) => isHealed(each, drift.heal) && drift.healed.includes(each.address));
  const left = differencesLeft(drift);
  const of = (origin: Origin) => left.filter((difference) => difference.origin === origin).length;
  const parts = [
    ...(of('drift') > 0 ? [`${count(of('drift'), 'difference')} that git did not make`] : []),
    ...(of('unknown') > 0 ? [count(of('unknown'), 'difference')] : []),
    ...(of('pending') > 0 ? [`${of('pending')} pending in git`] : []),
    ...(mended.length > 0 ? [`${mended.length} mended`] : []),
  ];
  const found = parts.length === 0 ? 'No drift.' : `Drift: ${parts.join(', ')}.`;
  const read = drift.deep ? [`${count(drift.extraReads, 'read')} more than a plan has.`] : [];
  return [found, ...notMended(drift, left), ...read].join(' ');
}

/** What a run in mode `drift` does not look at, as a sentence. */
export const notLookedAt = 'What is on the gateways is not compared here: konduct deck diff does that.';

/** Why differences are left although the run was to mend them, as sentences. */
function notMended({ heal, healed }: DriftReport, left: readonly Difference[]): string[] {
  if (heal === 'off') return [];
  const open = left.filter(({ origin }) => origin !== 'pending');
  const isUnknown = ({ origin }: Difference) => origin === 'unknown';
  const isMixed = ({ mixed }: Difference) => mixed;
  const isLarger = ({ remedy }: Difference) => heal === 'safe' && (remedy.prunes || remedy.replaces);
  const reasons = [
    [isUnknown, 'nothing says what was applied last'],
    [isMixed, 'git changed the same objects'],
    [isLarger, 'a deletion or a replacement needs `heal: all`'],
  ] as const;
  const said = new Set<Difference>();
  return reasons.flatMap(([applies, why]) => {
    const those = open.filter((each) => !said.has(each) && !healed.includes(each.address) && applies(each));
    for (const each of those) said.add(each);
    return those.length === 0 ? [] : [`${those.length} not mended: ${why}.`];
  });
}

/** Whether a run mends something, so that its plan is shown as well. */
export function isMending({ differences, heal }: DriftReport): boolean {
  return differences.some((difference) => isHealed(difference, heal));
}
