import { contentOf, type KindExample } from './kind-example.fixture.ts';

export const example: KindExample = {
  kind: 'PortalSnippet',
  needs: ['Portal'],
  make: (id) => ({
    portal_id: id('Portal'),
    name: 'support',
    title: 'Support',
    content: contentOf('Ask us.\n'),
    visibility: 'private',
    status: 'unpublished',
    description: 'Whom to ask',
  }),
  change: {
    name: 'contact',
    title: 'Contact',
    content: contentOf('Write to us.\n'),
    visibility: 'public',
    status: 'published',
    description: 'Where to write',
  },
  deviations: {
    'content type content': 'a document is a text for Konnect',
    'content maxLength': 'Konnect refuses a longer document; a document has no length here',
  },
  exposure: [
    ['visibility', 'private', 'public'],
    ['status', 'unpublished', 'published'],
  ],
};
