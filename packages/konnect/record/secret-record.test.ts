import { handle } from '@konduct/simulator/handle';
import { State } from '@konduct/simulator/state';
import { expect, test } from 'vitest';
import { inProcessTransport } from '../in-process.ts';
import { exampleUpdate, exampleWrite } from '../kinds/example.fixture.ts';
import { konnectProvider } from '../provider.ts';
import { secretRecord } from './secret-record.ts';

const digest = 'd'.repeat(32);
const keys = ['0123456789abcdef', 'fedcba9876543210'] as const;
const owner = 'aaaaaaaaaaaaaaaa';

test('a record is a system account whose description has the digests, and comes back as it was written', async () => {
  const state = new State();
  const transport = inProcessTransport((request) => handle(state, request));
  const provider = konnectProvider({ transport, contents: new Map(), retry: { attempts: 1, settle: 0 } });
  const body = { name: 'deployer', description: `${keys[0]}:${digest}` };
  await transport.send({ method: 'POST', scope: 'global', path: '/v3/system-accounts', body });
  const list = () => provider.list({ kind: secretRecord, region: 'global', parents: {} });
  expect(await list()).toEqual([]);

  const first = { owner, digests: { [keys[0]]: digest } };
  await provider.create(exampleWrite(secretRecord, first));
  const [made] = await list();
  if (!made) throw new Error('it was made');
  expect(made.fields).toMatchObject(first);

  const second = { owner, digests: { [keys[0]]: digest, [keys[1]]: 'e'.repeat(32) } };
  await provider.update(exampleUpdate(secretRecord, second, made, ['digests']));
  expect((await list()).map(({ fields }) => fields.digests)).toEqual([second.digests]);
});

test('what people write into a record counts for nothing', () => {
  const said = `Digests.\nnote: ours\n${keys[0]}:${digest}\n${keys[1]}:short`;
  const seen = secretRecord.asWritten?.({ id: 'x', name: `konduct-secrets-${owner}`, description: said });
  expect(seen).toEqual({ id: 'x', owner, digests: { [keys[0]]: digest } });
});

test('an account of another name is no record', () => {
  const other = { id: 'x', name: 'konduct-lease', description: `${keys[0]}:${digest}` };
  expect(secretRecord.asWritten?.(other)).toEqual({ id: 'x' });
});
