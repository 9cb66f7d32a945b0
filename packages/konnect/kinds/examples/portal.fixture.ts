import type { KindExample } from './kind-example.fixture.ts';

export const example: KindExample = {
  kind: 'Portal',
  needs: ['ApplicationAuthStrategy'],
  make: (id) => ({
    name: 'dev',
    display_name: 'Dev',
    description: 'For all',
    authentication_enabled: true,
    rbac_enabled: true,
    default_api_visibility: 'private',
    default_page_visibility: 'private',
    default_application_auth_strategy_id: id('ApplicationAuthStrategy'),
    auto_approve_developers: false,
    auto_approve_applications: false,
  }),
  change: {
    name: 'prd',
    display_name: 'Prd',
    description: 'For some',
    authentication_enabled: true,
    rbac_enabled: false,
    default_api_visibility: 'public',
    default_page_visibility: 'public',
    auto_approve_developers: true,
    auto_approve_applications: true,
    default_content: true,
  },
  deviations: {
    default_content: 'a field of Konduct’s, which becomes a request of its own',
    'labels nullable': 'the template’s null takes one label away, and never all of them',
  },
  exposure: [
    ['authentication_enabled', true, false],
    ['rbac_enabled', true, false],
    ['default_api_visibility', 'private', 'public'],
    ['default_page_visibility', 'private', 'public'],
    ['auto_approve_developers', false, true],
    ['auto_approve_applications', false, true],
  ],
};
