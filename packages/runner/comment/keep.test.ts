import { expect, test } from 'vitest';
import type { Comment } from './comments.ts';
import { keepComment } from './keep.ts';
import { commentMarker, directoryParts, markedNames } from './marker.ts';

const marker = commentMarker('plan', 'kong-air');

/** The comments of a pull request, as GitHub stores them. */
function pullRequest(...bodies: readonly string[]) {
  const stored: Comment[] = bodies.map((body, id) => ({ id, body }));
  return {
    stored,
    own: async () => stored,
    create: async (body: string) => {
      stored.push({ id: stored.length, body });
    },
    update: async (id: number, body: string) => {
      stored[id] = { id, body };
    },
  };
}

test('the first run creates it, the second leaves it alone, a new plan changes it', async () => {
  const comments = pullRequest('Nice!');
  expect(await keepComment(comments, await comments.own(), marker, 'one\n')).toBe('created');
  expect(await keepComment(comments, await comments.own(), marker, 'one\n')).toBe('unchanged');
  expect(await keepComment(comments, await comments.own(), marker, 'two\n')).toBe('updated');
  expect(comments.stored.map(({ body }) => body)).toEqual(['Nice!', `${marker}\ntwo\n`]);
});

test('what GitHub does to line ends is no change', async () => {
  const comments = pullRequest(`${marker}\r\none\r\ntwo`);
  expect(await keepComment(comments, await comments.own(), marker, 'one\ntwo\n')).toBe('unchanged');
});

test('organizations have a comment each, and a quoted marker is not one', async () => {
  const comments = pullRequest(`${commentMarker('plan', 'other')}\none`, `> ${marker}`);
  expect(await keepComment(comments, await comments.own(), marker, 'one')).toBe('created');
});

test('no name ends the marker early', () => {
  expect(commentMarker('plan', 'a--> @org/team')).toBe('<!-- konduct:plan:a%2D%2D%3E%20%40org%2Fteam -->');
});

test('two platform directories of one repository have comments of their own, and the usual one is as it was', () => {
  const marker = (config: string, manifests: readonly string[] = []) =>
    commentMarker('plan', 'acme', ...directoryParts({ config, manifests }));
  expect(marker('konnect')).toBe('<!-- konduct:plan:acme -->');
  expect(marker('./konnect/')).toBe(marker('konnect'));
  expect(new Set([marker('konnect'), marker('platform-b'), marker('konnect', ['b.yaml'])]).size).toBe(3);
  expect(marker('konnect', ['b.yaml', 'a.yaml'])).toBe(marker('konnect', ['a.yaml', './b.yaml']));
  expect(markedNames(marker('platforms/b'), 'plan')).toEqual(['acme', 'config=platforms/b']);
});
