import type { KindExample } from './kind-example.fixture.ts';

const item = (title: string) => ({ path: `/${title}`, title, visibility: 'public', external: false });
const flags = [
  'try_it_ui',
  'try_it_insomnia',
  'infinite_scroll',
  'show_schemas',
  'hide_internal',
  'hide_deprecated',
  'allow_custom_server_urls',
];
const renderer = (value: boolean) => Object.fromEntries(flags.map((name) => [name, value]));

export const example: KindExample = {
  kind: 'PortalCustomization',
  needs: ['Portal'],
  make: (id) => ({
    portal_id: id('Portal'),
    theme: { name: 'acme', mode: 'light', colors: { primary: '#ff0000' } },
    layout: 'topnav',
    css: 'a { color: red }',
    menu: {
      main: [item('guides'), item('apis')],
      footer_sections: [{ title: 'About', items: [item('terms')] }],
      footer_bottom: [item('imprint')],
    },
    spec_renderer: renderer(true),
    robots: 'User-agent: *',
  }),
  change: {
    theme: { name: 'other', mode: 'dark', colors: { primary: '#0f0' } },
    layout: 'sidebar',
    css: 'a { color: blue }',
    menu: { main: [item('apis'), item('guides')], footer_sections: [], footer_bottom: [item('terms')] },
    spec_renderer: renderer(false),
    robots: 'Disallow: /',
  },
};
