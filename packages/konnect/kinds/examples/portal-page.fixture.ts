import { contentOf, type KindExample } from './kind-example.fixture.ts';

const page = '# First\n';

export const example: KindExample = {
  kind: 'PortalPage',
  needs: ['Portal'],
  make: (id) => ({
    portal_id: id('Portal'),
    slug: 'first',
    index: 0,
    title: 'First',
    content: contentOf(page),
    visibility: 'private',
    status: 'unpublished',
    description: 'It',
  }),
  change: {
    slug: 'second',
    index: 1,
    title: 'Second',
    content: contentOf(`${page}More.\n`),
    visibility: 'public',
    status: 'published',
    description: 'That',
  },
  deviations: {
    index: 'a request of its own moves a page',
    'content type content': 'a document is a text for Konnect',
    'content maxLength': 'Konnect refuses a longer document; a document has no length here',
  },
  exposure: [
    ['visibility', 'private', 'public'],
    ['status', 'unpublished', 'published'],
  ],
};
