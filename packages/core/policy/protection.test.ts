import { api } from '@konduct/konnect/kinds/api';
import { apiPublication } from '@konduct/konnect/kinds/api-publication';
import { controlPlane } from '@konduct/konnect/kinds/control-plane';
import { teamRole } from '@konduct/konnect/kinds/team-role';
import { describe, expect, test } from 'vitest';
import type { ResourceNode } from '../graph/node.ts';
import type { Kind } from '../kind/kind.ts';
import { objectOf, orphanOf } from '../plan/decision.fixture.ts';
import type { Labels } from '../provider/provider.ts';
import { protectedFindings } from './protection.ts';
import { replacementProblem } from './replacement.ts';

const byUs: Labels = { 'konduct-address': 'x-0123456789abcdef.protected' };
const byPeople: Labels = { 'konduct-protected': 'true' };

/** An orphan whose deletion is forbidden. */
function shielded(address: string, labels: Labels, more: Parameters<typeof orphanOf>[2] = {}, names: string[] = []) {
  return {
    orphan: orphanOf(api, address, more, { observed: objectOf({}, labels), names }),
    protection: 'it is protected in Konnect',
  };
}

describe('a deletion that protection forbids', () => {
  test('is one finding with its place, and with what takes the protection off', () => {
    const place = { file: 'teams.yaml', start: { line: 1, column: 1 }, end: { line: 1, column: 2 } };
    expect(protectedFindings([shielded('acme/x', byUs, { place })])).toMatchObject([
      {
        code: 'deletion-protected',
        severity: 'error',
        at: place,
        message: 'API x (acme/x) is not deleted: it is protected in Konnect',
        fix: 'Let a manifest declare it without deletion-protection, apply that, and delete it in a second step.',
      },
    ]);
    expect(protectedFindings([shielded('acme/x', byPeople)])[0]?.fix).toBe(
      'Take the label `konduct-protected` off in Konnect, or declare it again.',
    );
    // A link has no label of its own.
    expect(protectedFindings([shielded('acme/x', {})])[0]?.fix).toContain('Let a manifest declare it');
    // Both protect it: the label of people has to go, but the manifests come first.
    expect(protectedFindings([shielded('acme/x', { ...byPeople, ...byUs })])[0]?.fix).toContain(
      'Let a manifest declare it',
    );
  });

  test.each<[string, ReturnType<typeof shielded>[], string[]]>([
    ['nothing', [], []],
    [
      'objects of one environment and protection are one finding',
      [shielded('a/x', byUs, { environment: 'dev' }), shielded('a/y', byUs, { environment: 'dev' })],
      ['2 objects are not deleted, because each is protected: API x (a/x); API y (a/y)'],
    ],
    [
      'those of two environments are two',
      [shielded('a/x', byUs, { environment: 'dev' }), shielded('a/y', byUs, { environment: 'prd' })],
      [
        'API x (a/x) is not deleted: it is protected in Konnect',
        'API y (a/y) is not deleted: it is protected in Konnect',
      ],
    ],
    [
      'those that others protect are apart from those that we do',
      [shielded('a/x', byUs), shielded('a/y', byPeople)],
      [
        'API x (a/x) is not deleted: it is protected in Konnect',
        'API y (a/y) is not deleted: it is protected in Konnect',
      ],
    ],
    [
      'access is taken away, and not deleted',
      [shielded('a/x', byUs, { effect: 'narrows' })],
      ['API x (a/x) is not taken away: it is protected in Konnect'],
    ],
    [
      'a link to a protected object stays with it, and is not mentioned',
      [shielded('a/x', byUs), shielded('a/link', byUs, {}, ['a/other', 'a/x'])],
      ['API x (a/x) is not deleted: it is protected in Konnect'],
    ],
    [
      'a link to something else is',
      [shielded('a/x', byUs), shielded('a/link', byUs, {}, ['a/other'])],
      ['2 objects are not deleted, because each is protected: API x (a/x); API link (a/link)'],
    ],
  ])('%s', (_, refused, messages) => {
    expect(protectedFindings(refused).map(({ message }) => message)).toEqual(messages);
  });
});

describe('making an object anew', () => {
  test.each<[string, Kind, { isProtected?: boolean; labels?: Labels; replace?: boolean }, string | undefined]>([
    ['needs the setting', controlPlane, {}, 'replace-refused'],
    ['is allowed by the setting', controlPlane, { replace: true }, undefined],
    [
      'is refused where the manifest protects it',
      controlPlane,
      { isProtected: true, replace: true },
      'deletion-protected',
    ],
    ['is refused where Konnect protects it', controlPlane, { labels: byPeople, replace: true }, 'deletion-protected'],
    ['is free for a role', teamRole, {}, undefined],
    ['is refused for a protected role', teamRole, { isProtected: true }, 'deletion-protected'],
    ['is free for a publication', apiPublication, {}, undefined],
    [
      'is free for a link that is no access',
      { ...teamRole, name: 'Link', grant: undefined } as unknown as Kind,
      { isProtected: true },
      undefined,
    ],
  ])('%s', (_, kind, { isProtected = false, labels = {}, replace }, code) => {
    const node = { kind, isProtected } as unknown as ResourceNode;
    const settings = { adopt: 'none', ...(replace === undefined ? {} : { replace }) } as const;
    expect(replacementProblem(node, objectOf({}, labels), settings)?.code).toBe(code);
  });
});
