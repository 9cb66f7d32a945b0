import { contentHandle } from '@konduct/core/provider/content';
import { expect, test } from 'vitest';
import { exampleUpdate } from './kinds/example.fixture.ts';
import type { KonnectKind } from './kinds/kind.ts';
import { fillPath } from './kinds/path.ts';
import { team } from './kinds/team.ts';
import { konnectProvider } from './provider.ts';
import { type KonnectRequest, type Transport, TransportError } from './transport.ts';

// What is read beside a list, and documents in a list, of kinds made up for it.

const { item: _item, create: _create, external: _external, ...rest } = team;
const text = { type: 'string', description: 'A text.' } as const;

/** Turns over at each request, so that sending one twice undoes it. */
const turner: KonnectKind = {
  ...rest,
  name: 'Turner',
  ownership: 'none',
  fields: {
    name: text,
    side: { ...text, compare: 'read' },
    drawing: { type: 'content', description: 'A drawing.', compare: 'read' },
  },
  computed: { id: text },
  list: { path: '/v3/turners', paging: 'none' },
  detail: {
    requests: ({ fields }) => [() => ({ method: 'GET', scope: 'global', path: fillPath('/v3/turners/{id}', fields) })],
    decode: ([body], object) => ({ ...(body as object), side: `${String(object.fields.name)} ${sideOf(body)}` }),
  },
  update: ({ observed }) => [
    {
      request: () => ({
        method: 'POST',
        scope: 'global',
        path: '/v3/turners/turn',
        body: { from: observed.fields.side, drawing: observed.fields.drawing },
      }),
      returnsObject: false,
      repeatable: false,
    },
  ],
};

function sideOf(body: unknown): string {
  return (body as { side: string }).side;
}

function konnect(answers: Readonly<Record<string, unknown>>, lost: readonly string[] = []) {
  const sent: KonnectRequest[] = [];
  const breaking = [...lost];
  const transport: Transport = {
    send: async (request) => {
      sent.push(request);
      if (breaking[0] === request.path) {
        breaking.shift();
        throw new TransportError('reset', 'the connection broke');
      }
      return { status: 200, headers: {}, body: answers[request.path] };
    },
  };
  const drawing = 'a drawing\n';
  const contents = new Map([[contentHandle(drawing).digest, drawing]]);
  return { sent, provider: konnectProvider({ transport, contents, retry: { sleep: async () => {} } }) };
}

test('after a lost answer, the fields that every plan reads are read again before the steps are made anew', async () => {
  const answers = {
    '/v3/turners': { data: [{ id: 't', name: 'sign' }] },
    '/v3/turners/t': { side: 'up', drawing: 'a drawing' },
  };
  const { sent, provider } = konnect(answers, ['/v3/turners/turn']);
  const observed = { fields: { id: 't', name: 'sign', side: 'sign down' }, labels: {} };
  await provider.update(exampleUpdate(turner, { name: 'sign', side: 'sign up' }, observed, ['side']));
  expect(sent.map(({ method, path, body }) => [method, path, body])).toEqual([
    ['POST', '/v3/turners/turn', { from: 'sign down', drawing: undefined }],
    ['GET', '/v3/turners', undefined],
    ['GET', '/v3/turners/t', undefined],
    ['POST', '/v3/turners/turn', { from: 'sign up', drawing: undefined }],
  ]);
});

test('they are not read for an update that says none of them', async () => {
  const { sent, provider } = konnect({ '/v3/turners': { data: [{ id: 't', name: 'sign' }] } }, ['/v3/turners/turn']);
  const observed = { fields: { id: 't', name: 'sign' }, labels: {} };
  await provider.update(exampleUpdate(turner, { name: 'signs' }, observed, ['name']));
  expect(sent.map(({ method }) => method)).toEqual(['POST', 'GET', 'POST']);
});

test('a document in a list is known by its digest, that of ours where it is the same but for line ends', async () => {
  const drawing = { type: 'content', description: 'A drawing.' } as const;
  const kind = { ...turner, fields: { ...turner.fields, drawing } };
  const listed = {
    data: [
      { id: 't', drawing: 'a drawing\r\n\r\n' },
      { id: 'u', drawing: 'another' },
    ],
  };
  const { provider } = konnect({ '/v3/turners': listed });
  const found = await provider.list({ kind, region: 'global', parents: {} });
  expect(found.map(({ fields }) => fields.drawing)).toEqual([contentHandle('a drawing\n'), contentHandle('another')]);
});
