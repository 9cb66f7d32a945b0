import { gatewayService } from '@konduct/konnect/kinds/gateway-service';
import { portal } from '@konduct/konnect/kinds/portal';
import { describe, expect, test } from 'vitest';
import { finding } from '../diagnostic/finding.ts';
import type { Field } from '../kind/field.ts';
import type { Kind } from '../kind/kind.ts';
import { startOf } from '../source/range.ts';
import { nodeProblems } from './check.ts';
import { nodeAt } from './node.fixture.ts';
import type { Evaluation, ResourceNode } from './node.ts';

const text: Field = { type: 'string', description: 'A text.' };
const wanted: Field = { ...text, required: true };
const box: Field = {
  type: 'object',
  description: 'A box.',
  properties: {
    label: wanted,
    note: text,
    inner: { type: 'object', description: 'In it.', properties: { id: wanted } },
  },
};

/** A kind with labels, a name, and the given fields. */
function kindWith(fields: Readonly<Record<string, Field>>, ownership: Kind['ownership'] = 'none'): Kind {
  return { ...portal, name: 'Thing', fields, identity: ['name'], ownership };
}

function problemsOf(kind: Kind, evaluation: Partial<Evaluation>, more: Partial<ResourceNode> = {}) {
  const complete = { fields: {}, unknowns: [], read: new Set<string>(), problems: [], ...evaluation };
  return nodeProblems(nodeAt('acme/a%2Fb', kind, {}, more), complete);
}

const unknown = (path: string) => ({ path, expression: 'other.id', on: 'acme/other' });
const problem = { diagnostic: finding('expression-failed', 'no', startOf('x')) };

describe('a field that Konnect wants is missing', () => {
  test.each<[string, Readonly<Record<string, Field>>, Partial<Evaluation>, string[]]>([
    ['absent', { name: wanted }, {}, ['name']],
    ['there', { name: wanted }, { fields: { name: 'a' } }, []],
    ['not wanted', { name: text }, {}, []],
    ['not known yet', { name: wanted }, { unknowns: [unknown('name')] }, []],
    ['while another one is not known yet', { name: wanted }, { unknowns: [unknown('named')] }, ['name']],
    ['because an expression failed', { name: wanted }, { problems: [problem] }, []],
    ['in an object', { box }, { fields: { box: { inner: {} } } }, ['box.label', 'box.inner.id']],
    ['in an object that is not there', { box }, {}, []],
    ['in an object that is taken away', { box }, { fields: { box: null } }, []],
    ['in an object that is a text', { box }, { fields: { box: 'x' } }, []],
    ['in a map', { map: { ...text, type: 'object', values: wanted } }, { fields: { map: { a: 'b' } } }, []],
    ['in an object that is not known yet', { box }, { fields: { box: {} }, unknowns: [unknown('box')] }, []],
    [
      'an object, of which a part is not known yet',
      { box: { ...box, required: true } },
      { unknowns: [unknown('box.label')] },
      [],
    ],
    [
      'an object, while a part of another is not known yet',
      { box: { ...box, required: true } },
      { unknowns: [unknown('boxes.label')] },
      ['box'],
    ],
    ['below what starts alike', { box }, { fields: { box: {} }, unknowns: [unknown('bo')] }, ['box.label']],
  ])('%s', (_, fields, evaluation, paths) => {
    const found = problemsOf(kindWith(fields), evaluation).filter(({ code }) => code === 'field-required');
    expect(found.map(({ message }) => message)).toEqual(
      paths.map((path) => `\`${path}\` of the Thing acme/a/b comes out empty, and Konnect wants it`),
    );
  });
});

test('a value that Konnect would refuse is told where it is written, or at the resource', () => {
  const kind = kindWith({ name: { ...text, maxLength: 2 }, note: { ...text, maxLength: 2 } });
  const placeOf = (path: string) => (path === 'name' ? startOf('name.yaml') : undefined);
  const fields = { name: 'long', note: 'long', unheard: 'of' };
  expect(problemsOf(kind, { fields }, { placeOf })).toMatchObject([
    {
      code: 'field-value',
      message: expect.stringMatching(/^`name` of the Thing acme\/a\/b has/),
      at: startOf('name.yaml'),
    },
    { code: 'field-value', message: expect.stringMatching(/^`note` of/), at: startOf('acme/a%2Fb') },
  ]);
});

describe('a name that is known only later', () => {
  const fields = { name: text, note: text };
  test.each<[string, Kind['ownership'], string[], string[]]>([
    ['is refused where objects are found by it', 'labels', ['name'], ['name']],
    ['and so is no other field', 'labels', ['note'], []],
    ['is none of a link', 'links', ['name'], []],
    ['is none of an object without labels', 'none', ['name'], []],
  ])('%s', (_, ownership, paths, told) => {
    const found = problemsOf(kindWith(fields, ownership), { unknowns: paths.map(unknown) });
    expect(found.map(({ code, message }) => `${code}: ${message}`)).toEqual(
      told.map((path) => `identity-unknown: \`${path}\` identifies the Thing acme/a/b and depends on acme/other`),
    );
  });
});

test('expressions that failed are told, and of what is only looked for nothing else', () => {
  const evaluation = { fields: { name: 7 }, problems: [problem] };
  const { external } = gatewayService;
  expect(problemsOf(portal, evaluation, external && { external })).toEqual([problem.diagnostic]);
  expect(problemsOf(portal, evaluation).map(({ code }) => code)).toEqual(['expression-failed', 'field-value']);
});
