import { expect, test } from 'vitest';
import { parseUpstreamUrl } from './upstream-url.ts';

test.each([
  ['https://a.example', { protocol: 'https', host: 'a.example', port: 443, path: undefined }],
  ['HTTP://a.example/', { protocol: 'http', host: 'a.example', port: 80, path: '/' }],
  ['http://[::1]:8080/v1', { protocol: 'http', host: '::1', port: 8080, path: '/v1' }],
  ['grpcs://a_b.svc:50051', { protocol: 'grpcs', host: 'a_b.svc', port: 50051, path: undefined }],
])('%s is an address', (text, address) => {
  expect(parseUpstreamUrl(text)).toEqual(address);
});

test.each([
  '',
  '/api/v1',
  'a.example',
  'ftp://a.example',
  'constructor://a.example',
  'https://',
  'https://a.example:0',
  'https://a.example:99999',
  'https://u:p@a.example',
  'https://a.example/?x=1',
  'https://a.example/#x',
  'https://a.example/$%7B{env}',
  'https://a b.example',
  'https://a.example//v1',
  'https://.a.example',
  'https://a..example',
  'https://a-.example',
  'https://[1:2]',
])('%j is none', (text) => {
  expect(parseUpstreamUrl(text)).toEqual({ problem: expect.any(String) });
});
