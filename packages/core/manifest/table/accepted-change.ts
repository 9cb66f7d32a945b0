import { list } from '../key/mapping.ts';
import { requiredText, text } from '../key/scalar.ts';
import { type Read, table } from '../key/table.ts';

export type WrittenAcceptedChange = Read<typeof acceptedChangeTable>;

/** An item of `accepted-changes`. */
const acceptedChangeTable = table(
  {
    title: 'Accepted change',
    definition: 'acceptedChange',
    description: 'A change of an API that may come although it breaks callers.',
  },
  {
    rule: requiredText('The rule that finds the change, as the pull request names it.', {
      examples: ['api-removed-without-deprecation'],
    }),
    operation: text(
      'The operation that the change is about: the method and the path, as the pull request names them. Without it the ' +
        'entry is about changes that concern no operation.',
      { examples: ['DELETE /orders/{id}'] },
    ),
    service: text('The key of the service. Without it, every service whose files lie in the same folder or below.', {
      examples: ['kong-air/flights'],
    }),
    text: text('The sentence about the change. Without it, every change of the rule in the operation.'),
    reason: requiredText('Why the change is in order: who was asked, who still calls it.', {
      examples: ['Nobody has called it since March; bookings agreed.'],
    }),
    until: requiredText('The last day on which the change is accepted, as year, month and day.', {
      examples: ['2026-12-31'],
    }),
  },
);

/** A file with accepted changes. */
export const acceptedChangesTable = table(
  {
    title: 'Accepted changes of APIs',
    description:
      'Changes that break those who call an API and that may come all the same, each until a last day. The file may lie in ' +
      'the platform directory, or in the folder of an organization, an environment, a team or a service.',
  },
  { acceptedChanges: list('The changes that are accepted.', acceptedChangeTable) },
);
