import { showRange } from '@konduct/core/source/range';
import { expect, test } from 'vitest';
import { collisions } from './collisions.ts';
import { namedEntities } from './entities.ts';

const file = (path: string, service: string, ...routes: string[]) => ({
  path,
  text: [
    '_format_version: "3.0"',
    'services:',
    `- name: ${service}`,
    '  host: h',
    '  routes:',
    ...routes.map((route) => `  - {${route}}`),
    '',
  ].join('\n'),
});

const show = (...files: { path: string; text: string }[]) =>
  collisions(files).map(({ severity, message, at, related }) => [
    severity,
    message,
    at && showRange(at),
    related?.[0] && showRange(related[0].at),
  ]);

test('one name for two services, and for two routes: errors with both places', () => {
  expect(show(file('a.yaml', 'one', 'name: r, paths: [/a]'), file('b.yaml', 'one', 'name: r, paths: [/b]'))).toEqual([
    ['error', 'The service "one" is here twice in one control plane', 'b.yaml:3:9', 'a.yaml:3:9'],
    ['error', 'The route "r" is here twice in one control plane', 'b.yaml:6:12', 'a.yaml:6:12'],
  ]);
});

test('the same requests: one warning for each pair of routes', () => {
  const methods = 'methods: [GET, PUT, POST, HEAD]';
  expect(
    show(
      file('a.yaml', 'one', `name: a, paths: [/x], ${methods}`),
      file('b.yaml', 'two', `name: b, paths: [/x, /y], ${methods}`),
    ),
  ).toEqual([
    [
      'warning',
      'The routes "a" and "b" match the same requests: GET any host /x, PUT any host /x, POST any host /x and 1 more',
      'b.yaml:6:12',
      'a.yaml:6:12',
    ],
  ]);
});

test.each([
  ['other hosts', 'hosts: [a.example]', 'hosts: [b.example]'],
  ['other methods', 'methods: [GET]', 'methods: [PUT]'],
  ['other headers', 'headers: {v: ["1"]}', 'headers: {v: ["2"]}'],
])('%s are no collision', (_, left, right) => {
  expect(
    show(
      file('a.yaml', 'one', `name: a, paths: [/x], ${left}`),
      file('b.yaml', 'two', `name: b, paths: [/x], ${right}`),
    ),
  ).toEqual([]);
});

test.each([
  ['two specifications', 's/a/kong-from-oas.yaml', 's/b/kong-from-oas.yaml', 'Give one of the specifications another'],
  ['two operations of one specification', 's/a/kong-from-oas.yaml', 's/a/kong-from-oas.yaml', 'another `operationId`'],
  ['two files of people', 'deck/a.yaml', 'deck/b.yaml', 'Give one of the two another name, or take it out.'],
  ['one of each', 's/a/kong-from-oas.yaml', 'deck/b.yaml', 'Give the service in deck/b.yaml another name.'],
  ['one of each, the other way round', 'deck/b.yaml', 's/a/kong-from-oas.yaml', 'Give the service in deck/b.yaml'],
])('what to do about %s', (_, one, other, fix) => {
  expect(collisions([file(one, 'same'), file(other, 'same')]).map((found) => found.fix)).toEqual([
    expect.stringContaining(fix),
  ]);
});

test('a target is once in its upstream', () => {
  const upstream = (name: string, ...targets: string[]) =>
    `- name: ${name}\n  targets: [${targets.map((target) => `{target: "${target}"}`).join(', ')}]\n`;
  const text = `upstreams:\n${upstream('u', 'a:1', 'b:1', 'a:1')}${upstream('v', 'a:1')}`;
  expect(show({ path: 'deck/a.yaml', text })).toEqual([
    ['error', 'The target "a:1" is here twice in one upstream', 'deck/a.yaml:3:56', 'deck/a.yaml:3:22'],
  ]);
});

test('a file that several teams share is read once', () => {
  const file = { path: 'deck/shared.yaml', text: 'services: [{name: a}]\n' };
  expect(namedEntities(file)).toBe(namedEntities(file));
});
