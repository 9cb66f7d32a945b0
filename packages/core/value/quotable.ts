import { shorten } from './visible.ts';

/**
 * What an access token of Konnect or of a forge looks like, wherever it stands: nothing else begins so. Long enough that a
 * name such as `ghp_demo` is none.
 */
const token = /(?:[ksn]pat_|gh[pousr]_|github_pat_|glpat-)[A-Za-z0-9_-]{12,}[\w+/=.~-]*/g;

/** The user and password of a URL, and what follows its path: both may be a secret. */
const login = /(\b[a-z][a-z0-9+.-]*:\/\/)[^\s"'`]*@/gi;
const query = /(\b(?:https?|ssh):\/\/[^\s"'`?#]*)[?#][^\s"'`]*/gi;

/** The most characters of one word, and of a whole text, that a message repeats. */
const limits = { word: 300, text: 4_000 };

/** Text that quotes what people wrote, fit for a log: without any token, and no longer than somebody reads. */
export function quotable(text: string): string {
  // Before anything is cut: the end of a token that lost its beginning is none to look at.
  const hidden = text.replace(token, '***');
  if (hidden.length <= limits.word) return hidden;
  const words = hidden.replace(/\S{301,}/g, (word) => shorten(word, limits.word));
  return words.length > limits.text ? shorten(words, limits.text) : words;
}

/** An address without anything that may be a secret: who asks, the query and the fragment. */
export function withoutLogin(url: string): string {
  return quotable(url.replace(login, '$1***@').replace(query, '$1?***'));
}

/** What may be secrets in a text that people wrote: tokens, passwords in addresses, and what stands in their queries. */
export function secretsIn(text: string): string[] {
  const found: string[] = [...(text.match(token) ?? [])];
  for (const [address] of text.matchAll(/\b[a-z][a-z0-9+.-]*:\/\/[^\s"'`]+/gi)) {
    if (!/[@?#]/.test(address)) continue;
    const user = /^[^/]*\/\/([^/?#]*)@/.exec(address)?.[1] ?? '';
    found.push(...user.split(':'), ...(/[?#](.*)$/.exec(address)?.[1] ?? '').split(/[&=]/));
  }
  // What is shorter would take ordinary words out of a log.
  return [...new Set(found.filter((value) => value.length >= 8))];
}
