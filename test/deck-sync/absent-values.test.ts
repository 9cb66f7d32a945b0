import { deckText } from '@konduct/operations/deck/markdown';
import { deckFindings } from '@konduct/operations/deck/report';
import { describe, expect, test } from 'vitest';
import { deckPath } from './deck-run.ts';
import { hasKongAir } from './kong-air.ts';
import { flightOnly, flightPlane, outcomes, planeIn, useScene } from './scene.ts';

const own = (config: string) => `plugins:\n- name: my-custom\n  config: ${config}\n`;
const variable = (name: string) => `'\${{ env "DECK_${name}" }}'`;
const typed = (name: string, type: string) => `\${{ env "DECK_${name}" | ${type} }}`;
const consumer = (credential: string) => `consumers:\n- username: partner\n  ${credential}\n`;

describe.skipIf(deckPath === undefined || !hasKongAir)('a value that a pull request does not have', () => {
  const scene = useScene();

  /** Syncs a file with its values, and compares another one, or the same, without them. */
  async function compared(before: string, values: Record<string, string>, after = before) {
    const { gateways } = scene;
    await gateways.createPlanes(flightPlane);
    await scene.extra(before);
    const synced = await gateways.sync(flightOnly, values);
    expect(outcomes(synced), JSON.stringify(deckFindings(synced))).toMatchObject({ [flightPlane]: 'synced' });
    if (after !== before) await scene.extra(after);
    const report = await gateways.diff(flightOnly, {});
    expect(deckFindings(report).filter(({ severity }) => severity === 'error')).toEqual([]);
    for (const value of Object.values(values).filter(({ length }) => length > 6))
      expect(JSON.stringify(report) + deckText(report)).not.toContain(value);
    expect(JSON.stringify(report)).not.toMatch(/absent-[0-9a-f]{6}/);
    return report;
  }

  test.each([
    [
      'the settings of a plugin',
      `plugins:
- name: my-custom
  config:
    password: ${variable('A')}
    dsn: 'redis://\${{ env "DECK_A" }}:\${{ env "DECK_B" }}@host'
    pem: |-
      ${typed('C', 'indent 6')}
    allow: [10.0.0.1, ${variable('D')}]
    table: {${variable('A')}: 1, clear: 2}
    pin: ${typed('E', 'toInt')}
`,
      {
        DECK_A: 'SECRETone',
        DECK_B: 'SECRETtwo',
        DECK_C: 'LINEone\nLINEtwo',
        DECK_D: '10.99.98.97',
        DECK_E: '918273645',
      },
    ],
    [
      'what services are',
      `services:
- {name: one, host: ${variable('A')}}
- {name: two, url: ${variable('B')}}
- {name: three, url: 'https://\${{ env "DECK_A" }}/v1'}
- name: four
  host: h.example
  enabled: ${typed('C', 'toBool')}
- name: ${variable('D')}
  host: h.example
  routes:
  - {name: inside, paths: [/inside]}
`,
      { DECK_A: 'secret.example', DECK_B: 'http://other.example:8443/base', DECK_C: 'false', DECK_D: 'secret-name' },
    ],
    [
      'what lets consumers in',
      `consumers:
- username: partner
  keyauth_credentials:
  - key: ${variable('A')}
  - key: ${variable('B')}
  jwt_secrets:
  - {key: issuer, algorithm: HS256, secret: ${variable('C')}}
- username: ${variable('D')}
  keyauth_credentials:
  - key: ${variable('E')}
`,
      { DECK_A: 'SECRETone', DECK_B: 'SECRETtwo', DECK_C: 'SECRETthree', DECK_D: 'SECRETfour', DECK_E: 'SECRETfive' },
    ],
  ] as const)('is taken for the one that is there: %s', async (_, text, values) => {
    const report = await compared(text, values);
    expect(planeIn(report).diff?.changes).toEqual([]);
    expect(outcomes(report)).toMatchObject({ [flightPlane]: 'unchanged' });
    expect(report.exitCode).toBe(0);
    const told = planeIn(report).diagnostics.filter(({ code }) => code === 'deck-variable-unset');
    expect(told.map(({ severity }) => severity)).toEqual(['note']);
    for (const name of Object.keys(values)) expect(told[0]?.message).toContain(name);
    expect(told[0]?.message).not.toContain('\n');
  });

  test.each([
    [
      'another field of the same entity',
      own(`{password: ${variable('A')}, mode: strict}`),
      own(`{password: ${variable('A')}, mode: loose}`),
      [{ path: 'config.mode', before: '[masked]', after: 'loose' }],
    ],
    [
      'the text around it',
      own(`{header: 'Bearer \${{ env "DECK_A" }}'}`),
      own(`{header: 'Basic \${{ env "DECK_A" }}'}`),
      [{ path: 'config.header', before: '[masked]', after: '[masked]' }],
    ],
    [
      'a list that has one item more',
      own(`{allow: [${variable('A')}]}`),
      own(`{allow: [${variable('A')}, 10.0.0.2]}`),
      [{ path: 'config.allow', before: '[masked]', after: '[masked]' }],
    ],
    [
      'a value where there was none',
      own('{mode: strict}'),
      own(`{mode: strict, password: ${variable('A')}}`),
      [{ path: 'config.password', after: '[masked]' }],
    ],
  ])('hides no change of %s', async (_, before, after, fields) => {
    const report = await compared(before, { DECK_A: 'SECRETone' }, after);
    expect(planeIn(report).diff?.changes.flatMap((change) => change.fields)).toEqual(fields);
    expect(outcomes(report)).toMatchObject({ [flightPlane]: 'changes' });
    expect(report.exitCode).toBe(0);
  });

  test.each([
    [
      'created',
      consumer(''),
      consumer(`keyauth_credentials:\n  - key: ${variable('A')}`),
      { creates: 1, updates: 0, deletes: 0 },
    ],
    [
      'deleted',
      consumer(`keyauth_credentials:\n  - key: ${variable('A')}`),
      consumer(''),
      { creates: 0, updates: 0, deletes: 1 },
    ],
    [
      'added beside another',
      consumer(`keyauth_credentials:\n  - key: ${variable('A')}`),
      consumer(`keyauth_credentials:\n  - key: ${variable('A')}\n  - key: ${variable('B')}`),
      { creates: 1, updates: 0, deletes: 0 },
    ],
    [
      'changed in what is known of it',
      consumer(`jwt_secrets:\n  - key: ${variable('A')}\n    algorithm: HS256\n    secret: ${variable('B')}`),
      consumer(`jwt_secrets:\n  - key: ${variable('A')}\n    algorithm: HS384\n    secret: ${variable('B')}`),
      { creates: 0, updates: 1, deletes: 0 },
    ],
  ])('hides no entity that is %s', async (_, before, after, counts) => {
    const report = await compared(before, { DECK_A: 'SECRETone', DECK_B: 'SECRETtwo' }, after);
    expect(planeIn(report).diff?.summary).toMatchObject(counts);
  });

  test('is not known of one variable while another is', async () => {
    const text = own(`{password: ${variable('A')}, token: ${variable('B')}}`);
    await compared(text, { DECK_A: 'SECRETone', DECK_B: 'SECRETtwo' });
    const report = await scene.gateways.diff(flightOnly, { DECK_B: 'SECRETthree' });
    expect(planeIn(report).diff?.changes.flatMap(({ fields }) => fields)).toEqual([
      { path: 'config.token', before: '[masked]', after: '[masked]' },
    ]);
  });

  test('is needed for a sync', async () => {
    const text = own(`{password: ${variable('A')}}`);
    await compared(text, { DECK_A: 'SECRETone' });
    scene.simulator.resetLog();
    const report = await scene.gateways.sync(flightOnly, {});
    expect(report.failureReason).toBe('missing-secret');
    expect(scene.writes()).toBe(0);
  });
});
