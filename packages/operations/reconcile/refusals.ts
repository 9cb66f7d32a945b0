import { finding } from '@konduct/core/diagnostic/finding';
import { UserError } from '@konduct/core/diagnostic/user-error';
import type { ReconcileOptions } from '../options.ts';

/**
 * Refuses environments for an organization without manifests. Labels do not tell environments apart, because those of
 * `dev` and `dev-2` begin alike.
 */
export function refusePartOfUndeclared({ owner, environments }: ReconcileOptions): void {
  if (owner === undefined || environments.length === 0) return;
  throw new UserError([
    finding('input-invalid', 'owner and environments cannot be given together', undefined, {
      cause: 'Without manifests nothing says for sure which objects belong to an environment',
      fix: 'Leave environments out, or declare the environment again and leave owner out.',
    }),
  ]);
}

/** Refuses a destruction that does not name its one organization twice. */
export function refuseUnconfirmed({ organizations, confirm }: ReconcileOptions): void {
  const [name, ...others] = organizations;
  if (name !== undefined && others.length === 0 && confirm === name) return;
  const message =
    name === undefined || others.length > 0
      ? 'destroy needs the name of one organization'
      : `destroy of ${name} is not confirmed`;
  throw new UserError([
    finding('input-invalid', message, undefined, {
      cause: 'It deletes everything of this platform there',
      fix: `Name that organization twice, the second time as \`confirm\`: \`konduct destroy ${name ?? 'ORGANIZATION'} --confirm ${name ?? 'ORGANIZATION'}\`.`,
    }),
  ]);
}
