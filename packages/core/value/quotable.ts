import { isOrdinary, isOrdinaryWord, wordsOf } from './ordinary.ts';
import { isMaskable } from './secret-length.ts';
import { shorten } from './visible.ts';

/**
 * An access token of Konnect or of a forge, anywhere in a text: only tokens begin so. A short name such as `ghp_demo`
 * does not match.
 */
const token = /(?:[ksn]pat_|gh[pousr]_|github_pat_|glpat-)[A-Za-z0-9_-]{12,}[\w+/=.~-]*/g;

/** The user and password in a URL, and the text behind its path: both may be secret. */
const login = /(\b[a-z][a-z0-9+.-]*:\/\/)[^\s"'`]*@/gi;
const query = /(\b(?:https?|ssh):\/\/[^\s"'`?#]*)[?#][^\s"'`]*/gi;

/** The most characters of one word, and of a whole text, that a message quotes. */
const limits = { word: 300, text: 4_000 };

/** Text that quotes a file or an answer, safe for a log: tokens are replaced, and long texts are shortened. */
export function quotable(text: string): string {
  // Tokens are replaced before shortening: the rest of a token without its beginning could not be recognised.
  const hidden = text.replace(token, '***');
  if (hidden.length <= limits.word) return hidden;
  // Logins and queries are replaced before shortening, too, for the same reason.
  const words = hidden.replace(/\S{301,}/g, (word) => shorten(withoutParts(word), limits.word));
  return words.length > limits.text ? shorten(withoutParts(words), limits.text) : words;
}

/** An address without its login, query and fragment, which may be secret. */
export function withoutLogin(url: string): string {
  return quotable(withoutParts(url));
}

function withoutParts(text: string): string {
  return text.replace(login, '$1***@').replace(query, '$1?***');
}

/** The parts of an address that may be secret: tokens, its login, and the values in its query and fragment. */
export function secretsIn(address: string): string[] {
  return longEnough([
    ...tokensIn(address),
    ...addressesIn(address)
      .flatMap(partsOf)
      .map(({ value }) => value),
  ]);
}

/**
 * The secrets in a text that should have none, such as a description: tokens, and in addresses the logins, the
 * parameters whose names say that they are secret, and random texts. Ordinary words are not among them.
 */
export function secretsInProse(text: string): string[] {
  const found = addressesIn(text).flatMap(partsOf).filter(looksSecret);
  return longEnough([...tokensIn(text), ...found.map(({ value }) => value)]);
}

/**
 * The secrets in an address that should have none, such as a remote: tokens, and all parts that may be secret and are
 * not ordinary words.
 */
export function secretsInRemote(address: string): string[] {
  const tokens = new Set(tokensIn(address));
  return secretsIn(address).filter((value) => tokens.has(value) || !isOrdinaryWord(value));
}

/** A part of an address that may be secret. */
interface AddressPart {
  /** Whether the part is the login. */
  readonly isLogin: boolean;
  /** The name of a parameter as it is written; empty for other parts. */
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

/** Words in the names of parameters with secrets. */
const secretWords: ReadonlySet<string> = new Set(
  'token tokens secret secrets pass passwd password passphrase pwd key apikey accesskey secretkey accesstoken authtoken apitoken clientsecret privatekey auth authorization sig signature cred creds credential credentials'.split(
    ' ',
  ),
);

function looksSecret({ isLogin, name, value }: AddressPart): boolean {
  if (isOrdinary(value)) return false;
  if (isLogin || wordsOf(name).some((word) => secretWords.has(word.toLowerCase()))) return true;
  // A random text has digits among letters and no separators of words.
  return value.length >= 16 && /^[\w+/=%]+$/.test(value) && /\d/.test(value) && /[a-z]/i.test(value);
}

function longEnough(values: readonly string[]): string[] {
  return [...new Set(values.filter(isMaskable))];
}
