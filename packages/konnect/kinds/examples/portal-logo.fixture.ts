import { contentOf, type KindExample } from './kind-example.fixture.ts';

export const example: KindExample = {
  kind: 'PortalLogo',
  needs: ['Portal'],
  make: (id) => ({ portal_id: id('Portal'), data: contentOf('data:image/svg+xml;base64,PHN2Zy8+') }),
  change: { data: contentOf('data:image/png;base64,QUJD') },
  deviations: { 'data type content': 'a document is a text for Konnect' },
};
