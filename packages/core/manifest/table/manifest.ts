import { defaultBlock, list, map } from '../key/mapping.ts';
import { type Read, table } from '../key/table.ts';
import { environmentTypeTable } from './environment-type.ts';
import { moveTable } from './moved.ts';
import { organizationTable } from './organization.ts';
import { platformTable } from './platform.ts';
import { teamTable } from './team.ts';

export type WrittenManifest = Read<typeof manifestTable>;

/** All files of a manifest, merged. */
export const manifestTable = table(
  {
    title: 'Konduct manifest',
    description:
      'What a platform team says of its platform, its teams and its Konnect organizations, in one file or in several. ' +
      'Keys at the top of a file that start with `x-` are free for anchors and notes.',
  },
  {
    platform: defaultBlock(platformTable),
    environmentTypes: map('Environment types beside the built-in ones, by name.', environmentTypeTable),
    teams: map('The teams, by name.', teamTable),
    organizations: map('The Konnect organizations, by name.', organizationTable),
    moved: list(
      'What was renamed, or given to another team, so that its objects in Konnect are kept. Entries can be deleted ' +
        'after one apply.',
      moveTable,
    ),
  },
);
