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

/** The fewest characters of what counts as a secret: what is shorter would take ordinary words out of a log. */
const shortestSecret = 8;

/** What may be secrets in an address: tokens, who asks, and what its query and fragment hold. */
export function secretsIn(address: string): string[] {
  return longEnough([
    ...tokensIn(address),
    ...addressesIn(address)
      .flatMap(partsOf)
      .map(({ value }) => value),
  ]);
}

/**
 * What may be secrets in a manifest, where none belongs: tokens, logins in addresses, and of their queries and fragments
 * what is called like a secret or looks like one. In a git remote, which has no query, all of it counts.
 */
export function secretsInManifest(text: string): string[] {
  const found = text.split('\n').flatMap((line) => {
    const isRemote = /\bremote\b|\.git\b/.test(line);
    return addressesIn(line)
      .flatMap(partsOf)
      .filter((part) => isRemote || part.isLogin || looksSecret(part))
      .map(({ value }) => value);
  });
  return longEnough([...tokensIn(text), ...found]);
}

/** A part of an address that may be a secret. */
interface AddressPart {
  /** Whether it says who asks. */
  readonly isLogin: boolean;
  /** Of a parameter, as it is written; empty where a part has none. */
  readonly name: string;
  readonly value: string;
}

function tokensIn(text: string): string[] {
  return text.match(token) ?? [];
}

function addressesIn(text: string): string[] {
  return (text.match(/\b[a-z][a-z0-9+.-]*:\/\/[^\s"'`]+/gi) ?? []).filter((address) => /[@?#]/.test(address));
}

function partsOf(address: string): AddressPart[] {
  const [, user = ''] = /^[^/]*\/\/([^/?#]*)@/.exec(address) ?? [];
  const [, behind = ''] = /[?#](.*)$/.exec(address) ?? [];
  return [
    ...user.split(':').map((value) => ({ isLogin: true, name: '', value })),
    ...behind.split(/[&#]/).map((piece) => {
      const [, name = '', value = piece] = /^([^=]*)=(.*)$/.exec(piece) ?? [];
      return { isLogin: false, name, value };
    }),
  ];
}

function looksSecret({ name, value }: AddressPart): boolean {
  if (/token|secret|passw|key|auth|sig|cred/i.test(name)) return true;
  // No word: digits among letters, and nothing that parts words.
  return value.length >= 16 && /^[\w+/=%]+$/.test(value) && /\d/.test(value) && /[a-z]/i.test(value);
}

function longEnough(values: readonly string[]): string[] {
  return [...new Set(values.filter((value) => value.length >= shortestSecret))];
}
