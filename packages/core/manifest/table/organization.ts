import { regions, regionTitle } from '../../value/region.ts';
import { block, map } from '../key/mapping.ts';
import { flag, words } from '../key/scalar.ts';
import { requiredSecret } from '../key/secret.ts';
import { itemTable, type Read, table } from '../key/table.ts';
import { authorizationTable, notManaged } from './authorization.ts';
import { environmentTable } from './environment.ts';
import { deletionProtection } from './protection.ts';

export type ManifestOrganization = Read<typeof organizationTable>;

/** An item of `organizations`. */
export const organizationTable = itemTable(
  {
    title: 'Organization',
    definition: 'organization',
    description: 'A Konnect organization. Its name here is yours to choose: the access token says which one it is.',
  },
  {
    accessToken: requiredSecret('The Konnect token that everything in this organization is done with.'),
    environments: map('The environments of the organization, by name.', environmentTable),
    regions: words(
      'Konnect regions that may hold objects of this platform besides those of the environments, such as a region that ' +
        'no environment is in any more.',
      regions,
      { title: regionTitle, description: 'A Konnect region.' },
    ),
    authorization: block(authorizationTable),
    notifications: block(
      table(`Which notifications the owner of the token gets. ${notManaged}`, {
        email: flag('By e-mail.', { default: true }),
        inApp: flag('In Konnect.', { default: true }),
      }),
    ),
    enableCustomReports: flag(`Whether to create koctl’s two reports in every region used. ${notManaged}`),
    deletionProtection: deletionProtection('anything in this organization'),
  },
);
