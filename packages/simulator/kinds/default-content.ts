import type { Call } from '../route.ts';
import type { Row } from '../store/table.ts';

const PAGES = [
  { slug: '/', title: 'Home', content: '# Welcome\n\n::snippet{name="hero"}\n' },
  { slug: 'apis', title: 'API catalog', content: '# APIs\n\n::apis-list\n' },
  { slug: 'getting-started', title: 'Getting started', content: '# Getting started\n' },
] as const;

const SNIPPETS = [
  { name: 'hero', title: 'Hero', content: '## Build with our APIs\n' },
  { name: 'card', title: 'Card', content: '### Card\n' },
] as const;

/** Creates the default pages a portal does not have yet. @returns their slugs. */
export function defaultPages(portal: Row, call: Call): string[] {
  const pages = call.store.table('pages', portal.id);
  return PAGES.map((page) => {
    if (pages.by('slug', page.slug).length === 0) {
      pages.put({
        ...stamped(call),
        ...page,
        visibility: portal.default_page_visibility,
        status: 'published',
        parent_page_id: null,
      });
    }
    return page.slug;
  });
}

/** Creates the default snippets a portal does not have yet. @returns their names. */
export function defaultSnippets(portal: Row, call: Call): string[] {
  const snippets = call.store.table('snippets', portal.id);
  return SNIPPETS.map((snippet) => {
    if (snippets.by('name', snippet.name).length === 0) {
      snippets.put({ ...stamped(call), ...snippet, visibility: portal.default_page_visibility, status: 'published' });
    }
    return snippet.name;
  });
}

function stamped({ state }: Call): Row {
  const now = state.timestamp();
  return { id: state.newId(), created_at: now, updated_at: now };
}
