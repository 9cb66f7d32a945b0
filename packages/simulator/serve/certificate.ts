import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import {
  bitString,
  element,
  generalizedTime,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  set,
  TRUE,
  tagged,
  utf8,
} from './der.ts';

/** A certificate and its key, as PEM where TLS wants text. */
export interface Certificate {
  readonly name: string;
  readonly pem: string;
  readonly keyPem: string;
  readonly key: KeyObject;
}

const ECDSA_WITH_SHA256 = sequence(objectIdentifier('1.2.840.10045.4.3.2'));
const COMMON_NAME = '2.5.4.3';
const BASIC_CONSTRAINTS = '2.5.29.19';
const KEY_USAGE = '2.5.29.15';
const EXTENDED_KEY_USAGE = '2.5.29.37';
const SUBJECT_ALT_NAME = '2.5.29.17';
const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';
const DNS_NAME_TAG = 0x82;

const HOUR_MS = 3_600_000;
/** Short, because both certificates are used in one run of the simulator only. */
const LIFETIME_MS = 30 * 24 * HOUR_MS;

/** Makes an authority for the certificates of this run. */
export function createAuthority(name: string): Certificate {
  return issue(name, undefined, [
    extension(BASIC_CONSTRAINTS, true, sequence(TRUE)),
    extension(KEY_USAGE, true, bitString(Buffer.from([0x06]), 1)),
  ]);
}

/** Makes a server certificate for the given DNS names, signed by the authority. */
export function issueServerCertificate(authority: Certificate, dnsNames: readonly [string, ...string[]]): Certificate {
  const names = dnsNames.map((name) => element(DNS_NAME_TAG, Buffer.from(name)));
  return issue(dnsNames[0], authority, [
    extension(BASIC_CONSTRAINTS, true, sequence()),
    extension(KEY_USAGE, true, bitString(Buffer.from([0x80]), 7)),
    extension(EXTENDED_KEY_USAGE, false, sequence(objectIdentifier(SERVER_AUTH))),
    extension(SUBJECT_ALT_NAME, false, sequence(...names)),
  ]);
}

function issue(name: string, authority: Certificate | undefined, extensions: readonly Buffer[]): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const now = Date.now();
  const body = sequence(
    tagged(0, integer(Buffer.from([2]))),
    integer(serialNumber()),
    ECDSA_WITH_SHA256,
    distinguishedName(authority?.name ?? name),
    sequence(generalizedTime(new Date(now - HOUR_MS)), generalizedTime(new Date(now + LIFETIME_MS))),
    distinguishedName(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(3, sequence(...extensions)),
  );
  const signature = sign('sha256', body, authority?.key ?? privateKey);
  const pem = toPem('CERTIFICATE', sequence(body, ECDSA_WITH_SHA256, bitString(signature)));
  return { name, pem, keyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), key: privateKey };
}

/** Positive, and without a leading zero byte, as DER requires. */
function serialNumber(): Buffer {
  const bytes = randomBytes(15);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x01;
  return bytes;
}

function distinguishedName(commonName: string): Buffer {
  return sequence(set(sequence(objectIdentifier(COMMON_NAME), utf8(commonName))));
}

function extension(identifier: string, critical: boolean, value: Buffer): Buffer {
  return sequence(objectIdentifier(identifier), ...(critical ? [TRUE] : []), octetString(value));
}

function toPem(label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
