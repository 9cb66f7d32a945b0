import { type Fields, isFields } from '../rules/merge.ts';
import type { InvalidParameter } from '../rules/problem.ts';

/** A violation of the contract in a request that the real service accepts. */
export interface Leniency {
  readonly reason: string;
  /** The keys of its operations, see `operationKey`. */
  readonly operations: readonly string[];
  /** Its field. */
  readonly field: string;
  /** The violated rule; any by default. */
  readonly rule?: string;
  /** A condition on the body; none by default. */
  readonly when?: (body: Fields) => boolean;
}

export const LENIENCIES: readonly Leniency[] = [
  ...['spec.type', 'spec.validation_messages'].map((field) => ({
    reason: 'kongctl sends the derived fields of a specification along, and its recorded runs were answered with 201',
    operations: ['POST /v3/apis/{}/versions', 'PATCH /v3/apis/{}/versions/{}'],
    field,
  })),
  {
    reason: 'koctl is older than the name of a subscription and leaves it out',
    operations: [
      'POST /v1/notifications/configurations/{}/subscriptions',
      'PATCH /v1/notifications/configurations/{}/subscriptions/{}',
    ],
    field: 'name',
    rule: 'required',
  },
  {
    reason: "kongctl's examples give a role on everything with the id `*`, where the contract has a UUID",
    operations: ['teams', 'users', 'system-accounts'].map((owner) => `POST /v3/${owner}/{}/assigned-roles`),
    field: 'entity_id',
    when: ({ entity_id }) => entity_id === '*',
  },
  {
    reason:
      "a service's `url` stands for its host, which the contract asks for beside it; kongctl's scenarios send the one",
    operations: [
      'POST /v2/control-planes/{}/core-entities/services',
      'PUT /v2/control-planes/{}/core-entities/services/{}',
    ],
    field: 'host',
    rule: 'required',
    when: ({ url }) => typeof url === 'string',
  },
];

/** Whether the real service accepts a violation of the contract. */
export function isTolerated(operation: string, { field, rule }: InvalidParameter, body: unknown): boolean {
  return LENIENCIES.some(
    (leniency) =>
      leniency.operations.includes(operation) &&
      leniency.field === field &&
      (leniency.rule === undefined || leniency.rule === rule) &&
      (leniency.when === undefined || (isFields(body) && leniency.when(body))),
  );
}
