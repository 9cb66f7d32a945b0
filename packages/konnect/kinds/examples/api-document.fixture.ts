import { contentOf, type KindExample } from './kind-example.fixture.ts';

const text = '# First steps\n';

export const example: KindExample = {
  kind: 'APIDocument',
  needs: ['API'],
  make: (id) => ({
    api_id: id('API'),
    slug: 'first-steps',
    index: 0,
    title: 'First steps',
    content: contentOf(text),
    status: 'unpublished',
  }),
  change: {
    slug: 'start',
    index: 1,
    title: 'Start',
    content: contentOf(`${text}Ask for a key.\n`),
    status: 'published',
  },
  deviations: {
    'slug required': 'by default it follows from the title, and then nothing would find the document',
    'content type content': 'a document is a text for Konnect',
    index: 'a request of its own moves a document',
  },
  exposure: [['status', 'unpublished', 'published']],
};
