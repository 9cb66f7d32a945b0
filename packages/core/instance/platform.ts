import { celList, celString } from '../cel/type.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { ownerOf } from '../manifest/owner.ts';
import type { ManifestOrganization } from '../manifest/table/organization.ts';
import { platformTable } from '../manifest/table/platform.ts';
import { rangeOf } from '../source/origin.ts';
import { asWritten, type Instance, instanceOf } from './table.ts';

/** The platform repository, as one of its organizations sees it. */
export type Platform = Instance<typeof platformInstance>;

export interface PlatformContext {
  readonly manifest: Manifest;
  readonly organization: ManifestOrganization;
}

export const platformInstance = instanceOf<PlatformContext>()('Platform', platformTable, {
  description: 'The platform repository, as one of its organizations sees it.',
  source: ({ manifest }) => manifest.platform,
  fields: {
    owner: {
      type: celString,
      description: 'The label value that marks what this platform repository manages.',
      value: ({ manifest, organization }) => ownerOf(manifest, organization).owner,
      at: ({ manifest }) => rangeOf(manifest.platform, 'name'),
    },
    previousOwners: {
      type: celList(celString),
      description: 'Label values that mark the same, from when the platform had other names.',
      value: ({ manifest, organization }) => ownerOf(manifest, organization).previous,
      at: ({ manifest }) => rangeOf(manifest.platform, 'previousNames'),
    },
    name: asWritten,
    remote: {
      type: celString,
      description: 'The git remote of the platform repository.',
      optional: true,
      value: ({ manifest }) => manifest.platform.git?.remote,
      at: ({ manifest }) => rangeOf(manifest.platform.git, 'remote'),
    },
  },
});
