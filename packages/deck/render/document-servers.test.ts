import { expect, test } from 'vitest';
import { documentServers, serversNamed } from './document-servers.ts';

const servers = documentServers({
  servers: [
    {
      url: 'https://{region}.a.example/{base}',
      variables: { region: { default: 'eu' }, base: {} },
      description: ' EU ',
    },
    { url: 'https://b.example', description: 'Test', 'x-stage': 'test', 'x-internal': true },
    { url: 'https://c.example', description: 'Test', 'x-stage': 'test=2', 'x-internal': false },
    'https://d.example',
    { description: 'x-internal' },
  ],
});
const urls = (name: string) => serversNamed(servers, name).map(({ url }) => url);

test('variables are filled in by their defaults, and what is no server is left out', () => {
  expect(servers.map(({ url }) => url)).toEqual([
    'https://eu.a.example/{base}',
    'https://b.example',
    'https://c.example',
    '',
  ]);
  expect(documentServers({ servers: 'https://a.example' })).toEqual([]);
  expect(documentServers(undefined)).toEqual([]);
});

test('servers are named by their description, and else by a key of their own', () => {
  expect(urls('EU')).toEqual(['https://eu.a.example/{base}']);
  expect(urls('Test')).toEqual(['https://b.example', 'https://c.example']);
  expect(urls('x-stage=test')).toEqual(['https://b.example']);
  expect(urls('x-stage=test=2')).toEqual(['https://c.example']);
  expect(urls('x-stage')).toEqual(['https://b.example', 'https://c.example']);
  // A description matches first, even if it looks like a key.
  expect(urls('x-internal')).toEqual(['']);
  expect(urls('constructor')).toEqual([]);
  expect(urls('x-none')).toEqual([]);
});
