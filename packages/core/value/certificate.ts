/** A part of DER: its tag, and where its content is. */
interface Part {
  readonly tag: number;
  readonly start: number;
  readonly end: number;
}

const tags = { integer: 0x02, utcTime: 0x17, generalizedTime: 0x18, sequence: 0x30, version: 0xa0 } as const;

/**
 * The end of the validity of the first X.509 certificate (RFC 5280) in a PEM text, in milliseconds since the epoch;
 * undefined for a text without a certificate that can be read. Nothing of it is verified.
 */
export function endOfCertificate(pem: string): number | undefined {
  const [, text] = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/.exec(pem) ?? [];
  const base64 = text?.replace(/\s/g, '') ?? '';
  if (base64.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return undefined;
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const [certificate] = partsIn(bytes, 0, bytes.length);
  const [signed] = certificate ? partsIn(bytes, certificate.start, certificate.end) : [];
  if (!signed || signed.tag !== tags.sequence) return undefined;
  // version (absent in the first one), serial number, algorithm, issuer, validity
  const parts = partsIn(bytes, signed.start, signed.end).filter(({ tag }) => tag !== tags.version);
  const validity = parts[3];
  if (parts[0]?.tag !== tags.integer || validity?.tag !== tags.sequence) return undefined;
  const end = partsIn(bytes, validity.start, validity.end)[1];
  return end && timeOf(end.tag, String.fromCharCode(...bytes.subarray(end.start, end.end)));
}

/** The parts one after the other; those before the first that is cut off. */
function partsIn(bytes: Uint8Array, from: number, to: number): Part[] {
  const parts: Part[] = [];
  for (let at = from; at + 2 <= to; ) {
    const [tag = 0, first = 0] = bytes.subarray(at, at + 2);
    const more = first < 0x80 ? 0 : first & 0x7f;
    if (more > 4) return parts;
    const length =
      first < 0x80 ? first : bytes.subarray(at + 2, at + 2 + more).reduce((sum, byte) => sum * 256 + byte, 0);
    const start = at + 2 + more;
    if (start + length > to) return parts;
    parts.push({ tag, start, end: start + length });
    at = start + length;
  }
  return parts;
}

/** `YYMMDDhhmmssZ` or `YYYYMMDDhhmmssZ`; two digits of a year from 50 on are of the last century. */
function timeOf(tag: number, text: string): number | undefined {
  const isShort = tag === tags.utcTime;
  if (!isShort && tag !== tags.generalizedTime) return undefined;
  const whole = isShort ? `${Number(text.slice(0, 2)) < 50 ? '20' : '19'}${text}` : text;
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(whole) ?? [];
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(time) ? undefined : time;
}
