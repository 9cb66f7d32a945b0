import { healingCommand } from '../drift/command.ts';
import { type Difference, type Origin, origins } from '../drift/difference.ts';
import { type DriftReport, differencesLeft } from '../drift/drift-report.ts';
import { isHealed } from '../drift/heal.ts';
import type { FieldChange } from '../plan/change.ts';
import { isContentHandle } from '../provider/content.ts';
import { count } from '../value/count.ts';
import { shownDigits } from './remarks.ts';
import { showAfter, showValue } from './value.ts';

/** Differences of one origin in one environment, or in the organization as a whole. */
export interface DriftGroup {
  readonly origin: Origin;
  readonly environment?: string;
  readonly members: readonly Difference[];
  /** The command that makes them go away; absent where the run has done so. */
  readonly command?: string;
}

/** Groups differences by origin and environment, drift first, and the organization as a whole before environments. */
export function driftGroups(drift: DriftReport, organization: string): DriftGroup[] {
  return origins.flatMap((origin) => {
    const members = drift.differences.filter((difference) => difference.origin === origin);
    return [...Map.groupBy(members, ({ environment }) => environment)].flatMap(([environment, differences]) => {
      const part = { origin, ...(environment === undefined ? {} : { environment }) };
      const left = differencesLeft({ ...drift, differences });
      const mended = differences.filter((difference) => !left.includes(difference));
      return [
        ...(left.length === 0
          ? []
          : [{ ...part, members: left, command: commandFor(drift, organization, environment, left) }]),
        ...(mended.length === 0 ? [] : [{ ...part, members: mended }]),
      ];
    });
  });
}

/** What the differences of a group are, as a title. */
export function groupTitle({ origin, command }: DriftGroup): string {
  return command === undefined ? 'mended' : originTitles[origin];
}

/** The command that makes differences of one environment go away. */
export function commandFor(
  { config, since }: Pick<DriftReport, 'config' | 'since'>,
  organization: string,
  environment: string | undefined,
  differences: readonly Difference[],
): string {
  const place = config === undefined ? {} : { config };
  return healingCommand({ organization, environment, ...place, since: since[0]?.id }, differences);
}

const originTitles: Readonly<Record<Origin, string>> = {
  drift: 'drift',
  pending: 'pending: git changed it since the last apply',
  unknown: 'differs',
};

/** What differs, as a clause; undefined where the fields say it. */
export function differenceClause({ type, reason, fields, mixed, origin, remedy }: Difference): string | undefined {
  const also = mixed && origin === 'drift' ? ['other fields of it are pending'] : [];
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

/** The value of a field in Konnect. */
export function showHere(field: FieldChange): string {
  if (field.secret) return '(another secret)';
  if (field.before === undefined && isContentHandle(field.after)) return '(another document)';
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
  const read = drift.deep ? ` ${count(drift.extraReads, 'read')} more than a plan has.` : '';
  return `${parts.length === 0 ? 'No drift.' : `Drift: ${parts.join(', ')}.`}${read}`;
}

/** Whether a run mends something, so that its plan is shown as well. */
export function isMending({ differences, heal }: DriftReport): boolean {
  return differences.some((difference) => isHealed(difference, heal));
}
