import { beforeEach, describe, expect, test } from 'vitest';
import { type Caller, caller } from '../caller.ts';
import { createAuthority } from '../serve/certificate.ts';

let call: Caller;
let portal: string;
beforeEach(() => {
  call = caller();
  portal = `/v3/portals/${call('eu POST /v3/portals', { name: 'p' }).body.id}`;
});

const wrongFields = (body: { readonly invalid_parameters?: unknown }) =>
  (body.invalid_parameters as { field: string }[]).map(({ field }) => field);

describe('the domain of a portal', () => {
  const { pem, keyPem } = createAuthority('portal');
  const ssl = { custom_certificate: pem, custom_private_key: keyPem };
  const own = {
    hostname: 'portal.example.com',
    enabled: true,
    ssl: { domain_verification_method: 'custom_certificate', ...ssl },
  };

  test('shows until when its certificate is good, and neither certificate nor key', () => {
    const { body } = call(`eu POST ${portal}/custom-domain`, own);
    expect(body.ssl).toEqual({
      domain_verification_method: 'custom_certificate',
      verification_status: 'pending',
      uploaded_at: expect.any(String),
      expires_at: expect.stringMatching(/^\d{4}-.*Z$/),
    });
    const renewed = createAuthority('renewed');
    const changed = call(`eu PATCH ${portal}/custom-domain`, {
      enabled: false,
      ssl: { custom_certificate: renewed.pem, custom_private_key: renewed.keyPem, skip_ca_check: true },
    });
    expect(changed.body).toMatchObject({ hostname: own.hostname, enabled: false, ssl: { skip_ca_check: true } });
    expect(changed.body.ssl).not.toMatchObject({ uploaded_at: (body.ssl as { uploaded_at: string }).uploaded_at });
  });

  test.each<[string, object, string]>([
    ['no certificate', { custom_certificate: 'PEM' }, 'ssl.custom_certificate'],
    ['a private key for a certificate', { custom_certificate: keyPem }, 'ssl.custom_certificate'],
    ['the key of another', { custom_private_key: createAuthority('a').keyPem }, 'ssl.custom_private_key'],
  ])('refuses %s', (_, wrong, field) => {
    const refused = call(`eu POST ${portal}/custom-domain`, { ...own, ssl: { ...own.ssl, ...wrong } });
    expect([refused.status, wrongFields(refused.body)]).toEqual([400, [field]]);
  });

  test('refuses a certificate without its key, or where there is none', () => {
    call(`eu POST ${portal}/custom-domain`, { ...own, ssl: { domain_verification_method: 'http' } });
    const patch = (sent: object) => call(`eu PATCH ${portal}/custom-domain`, { ssl: sent }).body;
    expect(wrongFields(patch({ custom_certificate: pem }))).toEqual(['ssl.custom_private_key']);
    expect(wrongFields(patch(ssl))).toEqual(['ssl.custom_certificate']);
  });

  test('is a host name, and of one portal', () => {
    const http = { ...own, ssl: { domain_verification_method: 'http' } };
    const refused = call(`eu POST ${portal}/custom-domain`, { ...http, hostname: 'https://portal.example.com' });
    expect(wrongFields(refused.body)).toEqual(['hostname']);
    call(`eu POST ${portal}/custom-domain`, http);
    const other = call('eu POST /v3/portals', { name: 'q' }).body.id;
    expect(wrongFields(call(`eu POST /v3/portals/${other}/custom-domain`, http).body)).toEqual(['hostname']);
  });
});

describe('the addresses that may reach a portal', () => {
  test.each(['10.0.0.1', '10.0.0.0/8', '2001:db8::1', '2001:db8::/32'])('may be %s', (address) => {
    expect(call(`eu POST ${portal}/ip-allow-list`, { allowed_ips: [address] }).status).toBe(201);
  });

  test.each(['10.0.0', '10.0.0.256', '10.0.0.0/33', 'example.com', '2001:db8::/129'])('are not %s', (address) => {
    const refused = call(`eu POST ${portal}/ip-allow-list`, { allowed_ips: ['10.0.0.1', address] });
    expect([refused.status, wrongFields(refused.body)]).toEqual([400, ['allowed_ips.1']]);
  });
});

describe("the webhook of a portal's audit log", () => {
  test('needs a destination that exists while it is enabled', () => {
    const patch = (body: object) => call(`eu PATCH ${portal}/audit-log-webhook`, body);
    const field = 'audit_log_destination_id';
    expect(patch({ enabled: true }).body).toMatchObject({ invalid_parameters: [{ field, rule: 'required' }] });
    const nobody = '00000000-0000-4000-8000-000000000000';
    expect(patch({ [field]: nobody }).body).toMatchObject({
      invalid_parameters: [{ field, rule: 'missing_reference' }],
    });
    const siem = { name: 'siem', endpoint: 'https://siem.example.com' };
    const { id } = call('global POST /v3/audit-log-destinations', siem).body;
    expect(patch({ enabled: true, [field]: id })).toMatchObject({ status: 200, body: { enabled: true, [field]: id } });
    expect(patch({ enabled: false }).body).toEqual({ enabled: false, [field]: id });
  });
});
