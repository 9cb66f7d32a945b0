import { finding } from '@konduct/core/diagnostic/finding';
import { UserError } from '@konduct/core/diagnostic/user-error';
import type { OrganizationPlan } from '@konduct/core/plan-file/plan-file';
import type { OrganizationReport } from '@konduct/core/run/reconciliation';
import { organizationId } from '@konduct/konnect/organization-id';
import type { RetryPolicy } from '@konduct/konnect/retry';
import type { ConfiguredOrganization } from '../configuration.ts';
import type { OpenedOrganization } from './opened-organization.ts';
import type { PlannedOrganization } from './planning.ts';

/**
 * The plans of all organizations with the organizations' ids in Konnect, or undefined where one could not be planned.
 *
 * @throws UserError where Konnect does not say an id
 */
export async function boundPlans(
  opened: readonly OpenedOrganization[],
  planned: readonly PlannedOrganization[],
  retry: RetryPolicy,
  stop: AbortSignal,
): Promise<readonly OrganizationPlan[] | undefined> {
  const plans = opened.flatMap((each, index) => {
    const { planned: plan } = planned[index] ?? {};
    return 'client' in each && plan ? [{ ...each, plan }] : [];
  });
  if (plans.length < opened.length) return undefined;
  return Promise.all(
    plans.map(async ({ organization, client, plan }) => {
      const id = await organizationId(client, retry, stop);
      if (id === undefined) throw withoutId(organization);
      return { id, graph: organization.graph, planned: plan };
    }),
  );
}

/** The report of an organization that is not changed because another one could not be planned. */
export function notBound({ report, planned }: PlannedOrganization): OrganizationReport {
  return planned ? leftWhole(report, 'one of them could not be planned') : report;
}

/** The report of an organization that is not changed because the plan of another one was not reviewed. */
export function notReviewed({ report, apply }: PlannedOrganization): OrganizationReport {
  return apply ? leftWhole(report, 'the plan of one of them was not reviewed') : report;
}

function leftWhole({ organization, diagnostics }: OrganizationReport, why: string): OrganizationReport {
  const note = `A plan file is about all of its organizations, and ${why}: nothing was done.`;
  return { organization, diagnostics, note };
}

function withoutId({ name, accessToken }: ConfiguredOrganization): UserError {
  const message = `Konnect does not say which organization the access token of ${name} belongs to`;
  return new UserError([
    finding('konnect-answer', message, accessToken?.at, {
      cause: 'A plan file is bound to one organization in Konnect',
      fix: 'Give the token the right to read its organization, or plan without a plan file.',
    }),
  ]);
}
