import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import type { Observation } from '../observe/observation.ts';

/** A finding for each region that could not be searched. */
export function unreadRegions(observation: Pick<Observation, 'unread'>): Diagnostic[] {
  const regions = Map.groupBy(
    observation.unread.filter(({ region }) => region !== 'global'),
    ({ region }) => region,
  );
  return [...regions].map(([region, lists]) =>
    finding(
      'region-unread',
      `The region ${region} was not searched: ${lists.map(({ kind }) => kind.name).join(', ')} cannot be listed there`,
      undefined,
      {
        severity: 'warning',
        cause: 'No manifest names the region, and the token may not read it',
        fix: 'Name the regions that may hold something in `regions` of the organization, or give the token a Viewer role there.',
      },
    ),
  );
}
