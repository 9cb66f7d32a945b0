import { describe, expect, test } from 'vitest';
import { isLasting, isUnsent, networkFault, networkFix } from './fault.ts';

const coded = (code: string, message: string) => Object.assign(new Error(message), { code });

test('what OpenSSL and Node.js say to programmers is not repeated', () => {
  const raw = '80A1:error:0A000410:SSL routines:ssl3_read_bytes:ssl/tls alert handshake failure:rec_layer_s3.c:918:';
  expect(networkFault(coded('ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', raw))).toEqual({
    fault: 'reset',
    message: 'ssl/tls alert handshake failure',
  });
  const advice =
    'unable to get local issuer certificate; if the root CA is installed locally, try running Node.js with --use-system-ca';
  expect(networkFault(coded('UNABLE_TO_GET_ISSUER_CERT_LOCALLY', advice))).toEqual({
    fault: 'untrusted',
    message: 'unable to get local issuer certificate (UNABLE_TO_GET_ISSUER_CERT_LOCALLY)',
  });
});

describe('a port that speaks no TLS', () => {
  test('is not asked again, and the fix says what to look at', () => {
    expect([isLasting('plain'), isUnsent('plain')]).toEqual([true, true]);
    expect(networkFix('plain', { name: 'GitHub', setting: 'GITHUB_API_URL' })).toBe(
      'Check the scheme and the port in GITHUB_API_URL: https is asked of a port that speaks no TLS.',
    );
    expect(networkFix('plain', { name: 'x.example:80' })).toContain('in the address of x.example:80');
  });
});

test('a proxy that is not there may come, and took nothing', () => {
  expect([isLasting('proxy-unreachable'), isUnsent('proxy-unreachable')]).toEqual([false, true]);
  expect(networkFix('proxy-unreachable', { name: 'Konnect', setting: '`konnect-url`' })).not.toContain('konnect-url');
});
