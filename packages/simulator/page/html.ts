/** Text that is HTML already. Only `html` makes it, so that everything else is escaped. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What can stand in a template: nothing for what is absent or false, lists one after the other. */
export type Insert = Markup | string | number | undefined | false | readonly Insert[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Makes HTML of a template. What is inserted is text, fit for elements and for attributes in quotes, unless it is Markup. */
export function html(parts: TemplateStringsArray, ...inserts: readonly Insert[]): Markup {
  return new Markup(parts.map((part, index) => part + rendered(inserts[index])).join(''));
}

function rendered(insert: Insert): string {
  if (insert === undefined || insert === false) return '';
  if (insert instanceof Markup) return insert.text;
  if (typeof insert === 'object') return insert.map(rendered).join('');
  return escaped(String(insert));
}

/** Characters that nobody sees, and that could turn the text around them, become one that everybody sees. */
function escaped(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '\uFFFD').replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
