import { describe, expect, test } from 'vitest';
import { nodeAt } from '../graph/node.fixture.ts';
import { madeUp, planOfNodes, text } from '../plan/made-up.fixture.ts';
import { Memory } from '../provider/memory.fixture.ts';

const pass = madeUp('Pass', {
  fields: { name: { ...text, required: true }, photo: text, note: text },
  computed: { id: text, ends_at: text },
  expires: { field: 'ends_at', what: 'photo', renewedBy: ['photo'] },
});
const now = Date.parse('2027-01-01T12:00:00Z');

async function found(endsAt: string | undefined, more: object = {}, settings: object = { now }) {
  const memory = new Memory();
  memory.put(pass, 'eu', { name: 'p', photo: 'a', ...(endsAt === undefined ? {} : { ends_at: endsAt }) });
  const nodes = [nodeAt('acme/pass', pass, { name: 'p', ...more })];
  const { plan } = await planOfNodes(nodes, memory, [pass], settings);
  return plan.diagnostics.map(({ severity, code, message }) => [severity, code, message]);
}

describe('what expires', () => {
  test.each([
    ['2027-02-01T12:00:00Z', 'note', 'expires-later', 'The photo of the Pass "p" expires on 2027-02-01'],
    ['2027-01-31T12:00:01Z', 'note', 'expires-later', 'The photo of the Pass "p" expires on 2027-01-31'],
    ['2027-01-31T12:00:00Z', 'warning', 'expires-soon', 'The photo of the Pass "p" expires on 2027-01-31, in 30 days'],
    ['2027-01-30T12:00:00Z', 'warning', 'expires-soon', 'The photo of the Pass "p" expires on 2027-01-30, in 29 days'],
    [
      '2027-01-02T00:00:00Z',
      'warning',
      'expires-soon',
      'The photo of the Pass "p" expires on 2027-01-02, today or tomorrow',
    ],
    ['2027-01-01T12:00:00Z', 'warning', 'expired', 'The photo of the Pass "p" expired on 2027-01-01'],
  ])('on %s is a %s (%s)', async (end, severity, code, message) => {
    expect(await found(end)).toEqual([[severity, code, message]]);
  });

  test('is a warning from the threshold on', async () => {
    const [soon] = await found('2027-03-01T00:00:00Z', {}, { now, rotationThreshold: 60 });
    const [later] = await found('2027-01-02T12:00:00Z', {}, { now, rotationThreshold: 0 });
    expect([soon?.[1], later?.[1]]).toEqual(['expires-soon', 'expires-later']);
  });

  test.each<[string, Parameters<typeof found>]>([
    ['that is renewed in this run', ['2027-01-02T00:00:00Z', { photo: 'b' }]],
    ['that does not say when', [undefined]],
    ['that says it in another way', ['soon']],
    ['in a plan of no certain time', ['2027-01-02T00:00:00Z', {}, {}]],
  ])('%s is not mentioned', async (_, given) => {
    expect(await found(...given)).toEqual([]);
  });

  test('is mentioned as well where another field is written', async () => {
    expect(await found('2027-01-02T00:00:00Z', { note: 'x' })).toHaveLength(1);
  });
});
