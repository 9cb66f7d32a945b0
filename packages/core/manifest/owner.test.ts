import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Manifest } from './manifest.ts';
import { labelValue, ownerOf } from './owner.ts';
import type { ManifestOrganization } from './table/organization.ts';

const organization: ManifestOrganization = {
  key: 'Acme & Co',
  accessToken: undefined,
  environments: new Map(),
  regions: [],
  deletionProtection: false,
  authorization: undefined,
  notifications: undefined,
  enableCustomReports: undefined,
};

function owner(name: string | undefined, remote: string | undefined, previousNames: readonly string[] = []) {
  const git = { remote, remoteProblem: undefined, author: undefined, auth: undefined, github: undefined };
  const manifest: Manifest = {
    platform: { name, previousNames, git, deck: undefined },
    environmentTypes: new Map(),
    teams: new Map(),
    organizations: new Map([['Acme & Co', organization]]),
    moved: [],
    incomplete: false,
    mentionsOrganizations: true,
  };
  return ownerOf(manifest, organization);
}

test('the platform name is the owner', () => {
  expect(owner('acme', 'https://github.com/acme/platform.git')).toEqual({
    owner: 'acme',
    previous: [],
    diagnostics: [],
  });
});

test.each([
  'https://github.com/Acme/platform.git',
  'git@github.com:acme/platform',
  'ssh://git@github.com/acme/platform.git',
])('without a name it is the repository, however that is written: %s', (remote) => {
  expect(owner(undefined, remote)).toEqual({ owner: 'github.com-acme-platform', previous: [], diagnostics: [] });
});

test('without either it is the organization, with a warning', () => {
  const { owner: name, diagnostics } = owner(undefined, undefined);
  expect(name).toBe('Acme-Co');
  expect(diagnostics.map(({ severity, code }) => [severity, code])).toEqual([['warning', 'owner-fallback']]);
});

test('names the platform had become owners as its name does, each once, and never the owner of today', () => {
  const { previous } = owner('acme', undefined, ['Acme & Co', 'acme', 'Acme-Co', '', 'github.com-acme-platform']);
  expect(previous).toEqual(['Acme-Co', 'github.com-acme-platform']);
});

test('any text becomes a label value that Konnect takes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      const value = labelValue(text);
      expect(value).toMatch(/^[a-z0-9A-Z]([a-z0-9A-Z._-]*[a-z0-9A-Z])?$/);
      expect(value.length).toBeLessThanOrEqual(63);
      expect(labelValue(value)).toBe(value);
    }),
  );
});

test('long texts that start alike stay apart', () => {
  expect(labelValue(`${'a'.repeat(80)}1`)).not.toBe(labelValue(`${'a'.repeat(80)}2`));
});
