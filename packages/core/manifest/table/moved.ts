import { requiredText } from '../key/scalar.ts';
import { type Read, table } from '../key/table.ts';

export type ManifestMove = Read<typeof moveTable>;

/** An item of `moved`. */
export const moveTable = table(
  {
    title: 'Move',
    description:
      'One thing of the manifests that has another key now: `teams/<team>`, `teams/<team>/services/<service>`, ' +
      '`organizations/<organization>` or `organizations/<organization>/environments/<environment>`.',
  },
  {
    from: requiredText('Where it was. Nothing may be there any more.', {
      examples: ['teams/flights', 'teams/flights/services/acme/flights'],
    }),
    to: requiredText('Where it is now.', { examples: ['teams/aviation', 'teams/aviation/services/acme/flights'] }),
  },
);
