import type { Key, Keys } from '../key/key.ts';
import { block } from '../key/mapping.ts';
import { flag, text } from '../key/scalar.ts';
import { type Read, table } from '../key/table.ts';

/** Options of `deck file openapi2kong`, under decK's own names. */
const optionKeys = {
  ignoreCircularRefs: flag(
    'Convert documents with a schema that requires itself. decK calls that dangerous: such a schema must not be used by a validator plugin.',
  ),
  ignoreSecurityErrors: flag(
    'Leave out security schemes that decK has no plugin for, instead of refusing the document.',
  ),
  generateSecurity: flag('Make OpenID Connect plugins of `security`.'),
  skipRouteByHeader: flag('Make one route of an operation, instead of one for each value of a required header.'),
  reuseServices: flag('Make one gateway service of paths that go to the same address.'),
  insoCompatible: flag('Name entities as Inso does, and give them no ids.'),
  noId: flag(
    'Give entities no ids. Konnect then makes them up, and nothing that koctl synced is recognised by its id.',
  ),
} satisfies Keys;

const uuidBase = text(
  'What ids are made from, instead of `x-kong-name` or the title. It keeps two documents with one title apart, and ids as they are when a title changes.',
  { examples: ['flights'] },
);

const description =
  'How decK converts the documents. The key of a service goes before that of its team, and this before that of the platform.';

const optionsTable = table({ title: 'decK options', definition: 'deckOptions', description }, optionKeys);
const serviceOptionsTable = table(
  { title: 'decK options of a service', definition: 'serviceDeckOptions', description },
  { ...optionKeys, uuidBase },
);

/** Options of the conversion as a manifest sets them. An option that the manifest does not set is undefined. */
export type ManifestDeckOptions = Read<typeof optionsTable>;
export type ManifestServiceDeckOptions = Read<typeof serviceOptionsTable>;

/** The key `deck` of the platform or of a team. */
export function deckOptions(about: string): Key<ManifestDeckOptions | undefined> {
  return block(optionsTable, about);
}

/** The key `deck` of a service. */
export function serviceDeckOptions(about: string): Key<ManifestServiceDeckOptions | undefined> {
  return block(serviceOptionsTable, about);
}
