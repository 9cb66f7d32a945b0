import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { type Details, finding } from '@konduct/core/diagnostic/finding';
import { inputWords } from '@konduct/core/diagnostic/input-words';
import { startOf } from '@konduct/core/source/range';
import type { ControlPlane } from './control-plane.ts';
import { type Dependent, dependentChange } from './dependents.ts';
import type { Secrets } from './fields.ts';
import { entities, listed, nameOf } from './names.ts';

/**
 * The objections to a diff because of what others have put on the entities that it deletes, and a note about what is
 * deleted along as it was asked for.
 *
 * @param forced the addresses of what may be deleted along. It has no effect on what stands in the way: Kong refuses the
 * deletion as long as that is there.
 */
export function dependentProblems(
  plane: Pick<ControlPlane, 'name' | 'state'>,
  dependents: readonly Dependent[],
  forced: readonly string[],
  secrets: Secrets,
): Diagnostic[] {
  const along = dependents.filter(({ effect }) => effect === 'goes-along');
  const isForced = ({ address }: Dependent) => forced.includes(address);
  const [taken, kept] = [along.filter(isForced), along.filter((one) => !isForced(one))];
  const inTheWay = dependents.filter(({ effect }) => effect === 'stands-in-the-way');
  const { name, state } = plane;
  const problem = (some: readonly Dependent[], message: string, details: Details) =>
    some.length === 0
      ? []
      : [
          finding(
            'delete-held',
            `${message}: ${listed(some.map((one) => shown(one, secrets)))}`,
            startOf(state.path),
            details,
          ),
        ];
  return [
    ...problem(kept, `The sync of ${name} would delete ${entities(kept.length)} of others along with ours`, {
      cause:
        'Kong deletes with an entity what hangs on it, whoever put it there. What is made in its place, such as the service of a specification with a new title, would be without it.',
      fix: `To keep its effect, declare the same for the new one in a decK file below the team's \`deck\` folder, or attach it in Konnect to what stays. Then, or if it is not needed, have it deleted with ${inputWords('force-delete', addressesOf(along))}.`,
    }),
    ...problem(
      inTheWay,
      `Kong would refuse the sync of ${name}, because of ${entities(inTheWay.length)} of others on what it deletes`,
      {
        cause:
          'The sync would stop halfway: Kong does not delete a service with routes, or a certificate that is in use.',
        fix: 'Delete what is named in Konnect, or have it refer to something that stays, and run it again.',
      },
    ),
    ...problem(taken, `Deleting ${entities(taken.length)} of others on ${name} along with ours`, {
      severity: 'note',
      cause: `They are named by ${inputWords('force-delete')}.`,
    }),
  ];
}

/** All that go along, named already or not, to be copied as a whole. */
function addressesOf(along: readonly Dependent[]): string {
  return along.map(({ address }) => address).join(',');
}

/** `plugin ip-restriction (4c7f…) on service flights` */
function shown(dependent: Dependent, secrets: Secrets): string {
  const change = dependentChange(dependent, secrets);
  return `${nameOf(change)} (${dependent.address}) on ${change.deletedWith}`;
}
