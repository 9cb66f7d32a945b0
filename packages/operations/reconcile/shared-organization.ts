import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { finding } from '@konduct/core/diagnostic/finding';
import { UserError } from '@konduct/core/diagnostic/user-error';
import { revealSecret } from '@konduct/core/secret/secret';
import { organizationId } from '@konduct/konnect/organization-id';
import type { RetryPolicy } from '@konduct/konnect/retry';
import type { Transport } from '@konduct/konnect/transport';
import type { Configuration, ConfiguredOrganization, DeclaredToken } from '../configuration.ts';
import type { ReconcileOptions, RunContext } from '../options.ts';
import { resolveSecret } from '../secret-source.ts';

/**
 * Refuses organizations of the manifests with the same access token, also those outside of the selection: each would
 * take the objects of the other. Tokens that this run does not have are not compared.
 *
 * @throws UserError that names them
 */
export function refuseSharedTokens(
  { tokens, organizations }: Configuration,
  options: Pick<ReconcileOptions, 'workspace'>,
  runContext: RunContext,
): void {
  if (tokens.length < 2) return;
  const chosen = new Set(organizations.map(({ name }) => name));
  const groups = Map.groupBy(tokens, (token) => tokenText(token, options, runContext));
  const shared = [...groups].filter(
    ([value, members]) => value !== undefined && members.some(({ name }) => chosen.has(name)),
  );
  refuse(shared.map(([, members]) => members));
}

function tokenText(
  { name, accessToken }: DeclaredToken,
  options: Pick<ReconcileOptions, 'workspace'>,
  runContext: RunContext,
): string | undefined {
  try {
    return revealSecret(resolveSecret(accessToken, `the access token of organization ${name}`, options, runContext));
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/**
 * Refuses organizations of the manifests whose different tokens belong to the same organization in Konnect.
 *
 * @throws UserError that names them
 */
export async function refuseSharedOrganizations(
  clients: readonly { readonly organization: ConfiguredOrganization; readonly client: Transport }[],
  retry: RetryPolicy,
  stop: AbortSignal,
): Promise<void> {
  if (clients.length < 2) return;
  const known = await Promise.all(
    clients.map(async ({ organization, client }) => ({
      organization,
      // The first list that is read will report an unusable token.
      id: await organizationId(client, retry, stop).catch(() => undefined),
    })),
  );
  const groups = Map.groupBy(known, ({ id }) => id);
  const shared = [...groups].filter(([id]) => id !== undefined);
  refuse(shared.map(([, members]) => members.map(({ organization }) => organization)));
}

function refuse(groups: readonly (readonly DeclaredToken[])[]): void {
  const found = groups.flatMap((members): Diagnostic[] => {
    const [first, ...others] = members;
    if (!first || others.length === 0) return [];
    const names = members.map(({ name }) => name).join(' and ');
    return [
      finding('organization-shared', `${names} are one organization in Konnect`, others[0]?.accessToken?.at, {
        cause: 'Their access tokens belong to the same organization, and each would take the objects of the other',
        fix: 'Give each of them the token of its own organization, or declare one organization with all environments.',
        related: first.accessToken?.at ? [{ message: 'The other token', at: first.accessToken.at }] : [],
      }),
    ];
  });
  if (found.length > 0) throw new UserError(found);
}
