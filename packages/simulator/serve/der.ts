/** A writer for the few ASN.1 types an X.509 certificate needs, in DER (ITU-T X.690). */

function encodeLength(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const hex = length.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return Buffer.concat([Buffer.from([0x80 | bytes.length]), bytes]);
}

/** One element: tag, length, contents. */
export function element(tag: number, ...contents: readonly Buffer[]): Buffer {
  const body = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag]), encodeLength(body.length), body]);
}

export const sequence = (...contents: readonly Buffer[]): Buffer => element(0x30, ...contents);
export const set = (...contents: readonly Buffer[]): Buffer => element(0x31, ...contents);
export const octetString = (contents: Buffer): Buffer => element(0x04, contents);
export const integer = (bytes: Buffer): Buffer => element(0x02, bytes);
export const utf8 = (text: string): Buffer => element(0x0c, Buffer.from(text));
export const TRUE: Buffer = element(0x01, Buffer.from([0xff]));

/** A bit string of whole bytes, or with `unused` bits at its end. */
export const bitString = (contents: Buffer, unused = 0): Buffer => element(0x03, Buffer.from([unused]), contents);

/** An explicitly tagged element, `[number]` in the notation of the standard. */
export const tagged = (number: number, ...contents: readonly Buffer[]): Buffer => element(0xa0 | number, ...contents);

export function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return element(0x06, Buffer.from([first * 40 + second]), ...rest.map(base128));
}

function base128(value: number): Buffer {
  const bytes = [value & 0x7f];
  for (let rest = value >> 7; rest > 0; rest >>= 7) bytes.unshift(0x80 | (rest & 0x7f));
  return Buffer.from(bytes);
}

/** A time with four digits for the year, which never runs out. */
export function generalizedTime(date: Date): Buffer {
  return element(0x18, Buffer.from(date.toISOString().replace(/[-:T]|\.\d+/g, '')));
}
