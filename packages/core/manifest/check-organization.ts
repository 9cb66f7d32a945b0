import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import { keyRangeOf, originOf, rangeOf } from '../source/origin.ts';
import type { Manifest } from './manifest.ts';
import { ownerOf } from './owner.ts';
import type { ManifestOrganization } from './table/organization.ts';

/** Names that the platform directory uses for files and folders of its own: no organization's folder can have them. */
const reserved = new Set([
  'blueprints',
  'deck',
  'policies',
  'instances',
  'platform.yaml',
  'teams.yaml',
  'organizations.yaml',
]);

/** Checks organizations: their names, their owner, and the blocks that koctl acts on and Konduct does not yet. */
export function checkOrganizations(manifest: Manifest): Diagnostic[] {
  return [...manifest.organizations.values()].flatMap((organization) => [
    ...checkReserved(organization),
    ...ownerOf(manifest, organization).diagnostics,
    ...checkUnmanaged(organization),
  ]);
}

function checkReserved(organization: ManifestOrganization): Diagnostic[] {
  if (!reserved.has(organization.key.toLowerCase())) return [];
  const message = `An organization cannot be called \`${organization.key}\``;
  return [
    finding('manifest-reserved', message, rangeOf(organization, 'key'), {
      cause: 'Its folder would be where the platform directory keeps something else.',
      fix: 'Call it something else: the name need not be the one it has in Konnect.',
    }),
  ];
}

function checkUnmanaged(organization: ManifestOrganization): Diagnostic[] {
  const { notifications, enableCustomReports } = organization;
  const asks: [member: string, key: string, what: string, asked: boolean][] = [
    ['notifications', 'notifications', 'Notifications', asksForSomething(notifications)],
    ['enableCustomReports', 'enable-custom-reports', 'Custom reports', enableCustomReports === true],
  ];
  return asks.flatMap(([member, key, what, asked]) => {
    if (!asked) return [];
    const message = `\`${key}\` of the organization ${organization.key} has no effect`;
    return [
      finding('manifest-unmanaged', message, keyRangeOf(organization, member) ?? rangeOf(organization, 'key'), {
        severity: 'warning',
        cause: `${what} cannot be managed yet: whatever Konnect has stays as it is.`,
        fix: 'Set it in Konnect, and keep the block here for later or remove it.',
      }),
    ];
  });
}

/** Whether a block has any key. An empty block asks for nothing, so that no warning is needed. */
function asksForSomething(block: object | undefined): boolean {
  return block !== undefined && (originOf(block)?.members.size ?? 0) > 0;
}
