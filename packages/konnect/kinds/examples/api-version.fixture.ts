import { contentOf, type KindExample } from './kind-example.fixture.ts';

const spec = 'openapi: 3.1.0\ninfo: {title: a, version: 0.9.0}\npaths: {}\n';

export const example: KindExample = {
  kind: 'APIVersion',
  needs: ['API'],
  make: (id) => ({ api_id: id('API'), version: '0.9.0', spec_content: contentOf(spec) }),
  change: { version: '0.9.1', spec_content: contentOf(`${spec}# mended\n`) },
  deviations: {
    'version required': 'a version without a name cannot be found again',
    'version minLength 1': 'a name is not empty',
    spec_content: 'it is the `content` of `spec` in a body',
  },
};
