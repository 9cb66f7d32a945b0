import { contentOf, type KindExample } from './kind-example.fixture.ts';

const spec = 'openapi: 3.1.0\ninfo: {title: a, version: 1.0.0}\npaths: {}\n';

export const example: KindExample = {
  kind: 'API',
  make: () => ({
    name: 'bookings',
    version: '1.0.0',
    description: 'Books',
    slug: 'bookings',
    attributes: { a: ['1'], b: ['2'] },
    spec_content: contentOf(spec),
  }),
  change: {
    name: 'trips',
    version: '2.0.0',
    description: 'Trips',
    slug: 'trips',
    attributes: { a: ['3'], b: null },
    spec_content: contentOf(`${spec}# changed\n`),
  },
  regrows: ['slug'],
  deviations: {
    'attributes.* nullable': 'null takes an attribute away, and fields of maps have no mark for that',
    'spec_content type content': 'a document is a text for Konnect',
  },
};
