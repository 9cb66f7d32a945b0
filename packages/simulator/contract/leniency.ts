import { type Fields, isFields } from '../rules/merge.ts';
import type { InvalidParameter } from '../rules/problem.ts';

/** Something the contract refuses in a request and the real service takes. */
export interface Leniency {
  readonly reason: string;
  /** The keys of the operations it is about, see `operationKey`. */
  readonly operations: readonly string[];
  /** The field it is about. */
  readonly field: string;
  /** The rule that is broken; any by default. */
  readonly rule?: string;
  /** What the body has to be; anything by default. */
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

/** Whether a broken rule of the contract is one that the real service does not keep. */
export function isTolerated(operation: string, { field, rule }: InvalidParameter, body: unknown): boolean {
  return LENIENCIES.some(
    (leniency) =>
      leniency.operations.includes(operation) &&
      leniency.field === field &&
      (leniency.rule === undefined || leniency.rule === rule) &&
      (leniency.when === undefined || (isFields(body) && leniency.when(body))),
  );
}
