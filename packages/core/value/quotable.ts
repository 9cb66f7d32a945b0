import { isOrdinary, isOrdinaryWord, wordsOf } from './ordinary.ts';
import { isMaskable } from './secret-length.ts';
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
  // So is the end of an address: what is cut says nothing of a login or a query.
  const words = hidden.replace(/\S{301,}/g, (word) => shorten(withoutParts(word), limits.word));
  return words.length > limits.text ? shorten(withoutParts(words), limits.text) : words;
}

/** An address without anything that may be a secret: who asks, the query and the fragment. */
export function withoutLogin(url: string): string {
  return quotable(withoutParts(url));
}

function withoutParts(text: string): string {
  return text.replace(login, '$1***@').replace(query, '$1?***');
}

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
 * What is a secret in text where none belongs, such as a description: tokens, and of the addresses what looks like a secret
 * by itself, or is called like one and is no ordinary word.
 */
export function secretsInProse(text: string): string[] {
  const found = addressesIn(text).flatMap(partsOf).filter(looksSecret);
  return longEnough([...tokensIn(text), ...found.map(({ value }) => value)]);
}

/** What is a secret in an address that may hold none, such as a remote: all that may be one and is no ordinary word. */
export function secretsInRemote(address: string): string[] {
  const tokens = new Set(tokensIn(address));
  return secretsIn(address).filter((value) => tokens.has(value) || !isOrdinaryWord(value));
}

/** A part of an address that may be a secret. */
interface AddressPart {
  /** Whether it says who asks. */
  readonly isLogin: boolean;
  /** Of a parameter, as it is written; empty where a part has none. */
  readonly name: string;
  readonly value: string;
}

/** The access tokens in a text. */
export function tokensIn(text: string): string[] {
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

/** Words in the names of parameters that hold secrets. */
const secretWords: ReadonlySet<string> = new Set(
  'token tokens secret secrets pass passwd password passphrase pwd key apikey accesskey secretkey accesstoken authtoken apitoken clientsecret privatekey auth authorization sig signature cred creds credential credentials'.split(
    ' ',
  ),
);

function looksSecret({ isLogin, name, value }: AddressPart): boolean {
  if (isOrdinary(value)) return false;
  if (isLogin || wordsOf(name).some((word) => secretWords.has(word.toLowerCase()))) return true;
  // No word: digits among letters, and nothing that parts words.
  return value.length >= 16 && /^[\w+/=%]+$/.test(value) && /\d/.test(value) && /[a-z]/i.test(value);
}

function longEnough(values: readonly string[]): string[] {
  return [...new Set(values.filter(isMaskable))];
}
