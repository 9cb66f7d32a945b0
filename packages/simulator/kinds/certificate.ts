import { createPrivateKey, X509Certificate } from 'node:crypto';
import { invalid } from '../rules/problem.ts';

/**
 * Reads the certificate in a field of a request body.
 *
 * @throws Refusal 400 when it is not one certificate as PEM, or has a private key (inferred: the contract says no more than
 * text)
 */
export function certificateIn(field: string, pem: string): X509Certificate {
  if (pem.includes('PRIVATE KEY')) throw wrong(field, 'must not have a private key');
  try {
    return new X509Certificate(pem);
  } catch {
    throw wrong(field, 'is not a certificate as PEM');
  }
}

/** @throws Refusal 400 when a private key is none as PEM, or that of another certificate (inferred). */
export function verifyPrivateKey(field: string, pem: string, certificate: X509Certificate): void {
  if (!isKeyOf(pem, certificate)) throw wrong(field, 'is not the private key of the certificate');
}

function isKeyOf(pem: string, certificate: X509Certificate): boolean {
  try {
    return certificate.checkPrivateKey(createPrivateKey(pem));
  } catch {
    return false;
  }
}

function wrong(field: string, reason: string) {
  return invalid([{ field, rule: 'invalid', reason, source: 'body' }]);
}
