import { X509Certificate } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createAuthority, issueServerCertificate } from './certificate.ts';
import { generalizedTime, integer, objectIdentifier, sequence } from './der.ts';

describe('certificates', () => {
  const authority = createAuthority('Konduct simulator');
  const server = issueServerCertificate(authority, ['*.api.konghq.com', 'example.com']);
  const [root, leaf] = [new X509Certificate(authority.pem), new X509Certificate(server.pem)];

  test('are issued by an authority that signs itself', () => {
    expect(root.ca).toBe(true);
    expect(root.verify(root.publicKey)).toBe(true);
    expect(root.subject).toBe('CN=Konduct simulator');
  });

  test('are for the hosts they name', () => {
    expect(leaf.verify(root.publicKey)).toBe(true);
    expect(leaf.checkIssued(root)).toBe(true);
    expect(leaf.ca).toBe(false);
    expect(leaf.subjectAltName).toBe('DNS:*.api.konghq.com, DNS:example.com');
    expect(leaf.checkHost('eu.api.konghq.com')).toBe('*.api.konghq.com');
    expect(leaf.checkHost('eu.konghq.com')).toBeUndefined();
  });

  test('are valid now and not for ever', () => {
    const now = Date.now();
    expect(leaf.validFromDate.getTime()).toBeLessThan(now);
    expect(leaf.validToDate.getTime()).toBeGreaterThan(now);
    expect(leaf.validToDate.getTime()).toBeLessThan(now + 60 * 24 * 3_600_000);
  });

  test('differ from run to run', () => {
    expect(new X509Certificate(createAuthority('a').pem).serialNumber).not.toBe(
      new X509Certificate(createAuthority('a').pem).serialNumber,
    );
  });
});

describe('DER', () => {
  test.each([
    [integer(Buffer.from([5])), '020105'],
    [objectIdentifier('1.2.840.10045.4.3.2'), '06082a8648ce3d040302'],
    [generalizedTime(new Date('2026-01-02T03:04:05.678Z')), '180f32303236303130323033303430355a'],
    [sequence(Buffer.alloc(127)), `307f${'00'.repeat(127)}`],
    [sequence(Buffer.alloc(128)), `308180${'00'.repeat(128)}`],
    [sequence(Buffer.alloc(300)), `3082012c${'00'.repeat(300)}`],
  ])('writes %#', (bytes, hex) => {
    expect(bytes.toString('hex')).toBe(hex);
  });
});
