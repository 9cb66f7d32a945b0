import { expect, test } from 'vitest';
import { configure } from './configuration.ts';
import { folder, smallPlatform } from './folder.fixture.ts';
import { optionsFor } from './options.fixture.ts';

const id = '5b3ebe81-8f08-5f15-b9fd-ed0ea9ffbf04';
const selector = { control_plane_id: 'any', tags: ['ko-api-name=bookings-dev'] };
const rendered = (content: string) => `_format_version: "3.0"\nservices:\n- host: a.example\n${content}upstreams: []\n`;
const file = (organization: string) =>
  `konnect/${organization}/envs/dev/teams/flights/services/acme/bookings/kong-from-oas.yaml`;

/** The expected gateway services in the files of the organization acme. */
function expected(
  files: Readonly<Record<string, string>>,
  tags = selector.tags,
  region = 'eu',
  kind = 'GatewayService',
) {
  const { organizations } = configure(optionsFor(folder({ ...smallPlatform, ...files })), false, () => {});
  const acme = organizations.find(({ name }) => name === 'acme');
  const ids = acme?.renderedServices.expected(kind, { ...selector, tags }, region);
  return ids && [...ids];
}

test('the id is what decK made of the specification', () => {
  const text = rendered(`  id: ${id}\n  tags:\n  - team\n  - ko-api-name=bookings-dev\n`);
  const files = { [file('acme')]: text };
  expect(expected(files)).toEqual([id]);
  expect(expected(files, ['team', 'ko-api-name=bookings-dev'])).toEqual([id]);
});

test('nothing is said by other files, of other services, for other regions and of other kinds', () => {
  const text = rendered(`  id: ${id}\n  tags:\n  - ko-api-name=bookings-dev\n`);
  const files = { [file('acme')]: text };
  expect(expected({})).toBeUndefined();
  expect(expected({ [file('other')]: text })).toBeUndefined();
  expect(expected(files, ['ko-api-name=flights-dev'])).toBeUndefined();
  expect(expected(files, ['team', 'ko-api-name=bookings-dev'])).toBeUndefined();
  expect(expected(files, ['bookings-dev'])).toBeUndefined();
  expect(expected(files, undefined, 'us')).toBeUndefined();
  expect(expected(files, undefined, undefined, 'API')).toBeUndefined();
});

test('nor by a file that names none, or leaves the id to be made up', () => {
  expect(expected({ [file('acme')]: rendered('  tags:\n  - ko-api-name=bookings-dev\n') })).toBeUndefined();
  expect(expected({ [file('acme')]: rendered(`  id: ${id}\n  tags: []\n`) })).toBeUndefined();
  expect(expected({ [file('acme')]: 'services: [\n' })).toBeUndefined();
});
