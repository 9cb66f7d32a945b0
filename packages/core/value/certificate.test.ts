import { X509Certificate } from 'node:crypto';
import { createAuthority } from '@konduct/simulator/serve/certificate';
import { describe, expect, test } from 'vitest';
import { endOfCertificate } from './certificate.ts';

// Made by openssl: the end of one is a UTCTime, that of the other, after 2049, a GeneralizedTime.
const utc = `-----BEGIN CERTIFICATE-----
MIIBeTCCAR+gAwIBAgIUW30tQpwLxT2r+szQvTqI44lmNNswCgYIKoZIzj0EAwIw
EjEQMA4GA1UEAwwHZ2F0ZXdheTAeFw0yNjEyMDEwNDI5MTZaFw0zNjExMjgwNDI5
MTZaMBIxEDAOBgNVBAMMB2dhdGV3YXkwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC
AATgRxSqofg8sp57Pk7sDx96vwAcHJAGXM2jLRMPr6Z9HGvEMuIGkAeNihJIIdGl
ibtEuil6BHcY0Av95tLSt/Afo1MwUTAdBgNVHQ4EFgQUrrkaGnHV6D9jvtiX12R0
qMtyUakwHwYDVR0jBBgwFoAUrrkaGnHV6D9jvtiX12R0qMtyUakwDwYDVR0TAQH/
BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiAkfEs5bFcoGyKCbG2y0d8jDsn3g1FF
GNUZgSdPly2lTQIhAOVkMoS1Qhz/+ZWJSdTZ5WCIeOdnMqubHwL7FEl7kX1W
-----END CERTIFICATE-----
`;
const generalized = `-----BEGIN CERTIFICATE-----
MIIBezCCASGgAwIBAgIUL8K4jRUxVlpgrfCUbDcSSz70mVowCgYIKoZIzj0EAwIw
EjEQMA4GA1UEAwwHZ2F0ZXdheTAgFw0yNjEyMDEwNDI5MTZaGA8yMDgxMDkwMzA0
MjkxNlowEjEQMA4GA1UEAwwHZ2F0ZXdheTBZMBMGByqGSM49AgEGCCqGSM49AwEH
A0IABOFIHuzuIUuTo1gBr9PsgJTBF7/bFon/WmZfKuQnkD1f3fuu1wq5WYbPIPWU
Kmg/q8WEDu3DlYydGiUqERMrKiujUzBRMB0GA1UdDgQWBBQ1nFxY9Jpd+4bBYTS+
E2GyzEW6jTAfBgNVHSMEGDAWgBQ1nFxY9Jpd+4bBYTS+E2GyzEW6jTAPBgNVHRMB
Af8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIGI/KBeno4xLcDIWB3q33bzFSb2K
yE++oVTSc37yQklSAiEA1LYcpyBvVkHgD01T/7v7YUn9qpXJz2C0GNt0JlqGo6Q=
-----END CERTIFICATE-----
`;

describe('the end of a certificate', () => {
  test.each([
    ['before 2050', utc],
    ['after 2049', generalized],
    ['of our simulator', createAuthority('an authority').pem],
    ['the first of two', `${utc}${generalized}`],
    ['with text before it and other line ends', `subject=CN = gateway\n${utc.replaceAll('\n', '\r\n')}`],
  ])('%s is that which OpenSSL reads', (_, pem) => {
    expect(endOfCertificate(pem)).toBe(Date.parse(new X509Certificate(pem).validTo));
  });

  const of = (bytes: readonly number[]) =>
    `-----BEGIN CERTIFICATE-----\n${Buffer.from(bytes).toString('base64')}\n-----END CERTIFICATE-----\n`;
  const whole = [...Buffer.from(utc.replace(/-----[A-Z ]+-----/g, ''), 'base64')];

  test.each([
    ['nothing', ''],
    ['a key', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----'],
    ['no base64', '-----BEGIN CERTIFICATE-----\nAAA=A\n-----END CERTIFICATE-----'],
    ['other bytes', of([1, 2, 3, 4])],
    ['a length without an end', of([0x30, 0x85, 1, 1, 1, 1, 1])],
  ])('of %s is not known', (_, pem) => {
    expect(endOfCertificate(pem)).toBeUndefined();
  });

  test('is read, or not known, wherever the bytes are cut off', () => {
    const end = endOfCertificate(utc);
    for (let length = 0; length <= whole.length; length += 1)
      expect([undefined, end]).toContain(endOfCertificate(of(whole.slice(0, length))));
  });
});
