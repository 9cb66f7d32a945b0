import { expect, test } from 'vitest';
import { readListenAddress, showListenAddress } from './listen-address.ts';

test.each([
  ['127.0.0.1:8080', { host: '127.0.0.1', port: 8080 }, 'http://127.0.0.1:8080'],
  ['8080', { host: '127.0.0.1', port: 8080 }, 'http://127.0.0.1:8080'],
  ['localhost:0', { host: 'localhost', port: 0 }, 'http://localhost:0'],
  ['[::1]:9', { host: '::1', port: 9 }, 'http://[::1]:9'],
  ['0.0.0.0:65535', { host: '0.0.0.0', port: 65_535 }, 'http://0.0.0.0:65535'],
])('%s', (text, address, shown) => {
  expect(readListenAddress(text)).toEqual(address);
  expect(showListenAddress(address)).toBe(shown);
});

test.each(['', ':8080', '::1:80', 'host', 'host:', '127.0.0.1:65536', 'http://127.0.0.1:80', 'a b:1', '[x]:1'])(
  '%j is no address',
  (text) => {
    expect(readListenAddress(text)).toBeUndefined();
  },
);
