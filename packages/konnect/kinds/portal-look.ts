import type { Field } from '@konduct/core/kind/field';

/** The colours of a portal (Konnect API contract 3.15.0, `PortalCustomizationV3`). */
export const theme: Field = {
  type: 'object',
  description: 'Its colours.',
  properties: {
    name: { type: 'string', description: 'The name of the theme.' },
    mode: {
      type: 'string',
      description: "Whether it is light or dark, or as the visitor's system says.",
      enum: ['light', 'dark', 'system'],
    },
    colors: {
      type: 'object',
      description: 'Colours of its own.',
      properties: {
        primary: {
          type: 'string',
          description: 'The colour of links and buttons.',
          pattern: '^#([a-fA-F0-9]{6}|[a-fA-F0-9]{3})$',
          patternWords: 'a `#` with 3 or 6 hexadecimal digits',
        },
      },
    },
  },
};

const items = (description: string, required = false): Field => ({
  type: 'array',
  description,
  ...(required && { required }),
  items: {
    type: 'object',
    description: 'An item.',
    properties: {
      path: { type: 'string', description: 'Where it leads.', required: true, maxLength: 512 },
      title: { type: 'string', description: 'Its text.', required: true },
      visibility: { type: 'string', description: 'Who sees it.', required: true, enum: ['public', 'private'] },
      external: { type: 'boolean', description: 'Whether it leads out of the portal.', required: true },
    },
  },
});

/** The menus of a portal. */
export const menu: Field = {
  type: 'object',
  description: 'Its menus.',
  properties: {
    main: items('The menu at the top.'),
    footer_sections: {
      type: 'array',
      description: 'The menus at the bottom, side by side.',
      items: {
        type: 'object',
        description: 'A menu.',
        properties: {
          title: { type: 'string', description: 'Its title.', required: true, maxLength: 512 },
          items: items('Its items.', true),
        },
      },
    },
    footer_bottom: items('The line below all.'),
  },
};

const flag = (description: string): Field => ({ type: 'boolean', description });

/** How a portal shows specifications. */
export const specRenderer: Field = {
  type: 'object',
  description: 'How it shows specifications.',
  properties: {
    try_it_ui: flag('Whether visitors can call an API from its page.'),
    try_it_insomnia: flag('Whether visitors can open it in Insomnia.'),
    infinite_scroll: flag('Whether all operations are on one page.'),
    show_schemas: flag('Whether schemas have pages.'),
    hide_internal: flag('Whether operations that are marked as internal are left out.'),
    hide_deprecated: flag('Whether deprecated operations are left out.'),
    allow_custom_server_urls: flag('Whether visitors can call another server.'),
  },
};
