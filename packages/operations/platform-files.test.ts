import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { folder } from './folder.fixture.ts';
import { readPlatformFiles } from './platform-files.ts';

function read(workspace: string, manifests: readonly string[] = [], config = 'konnect') {
  const found = readPlatformFiles({ config, manifests, workspace }, () => {});
  return {
    manifests: found.manifests.map((file) => file.path),
    blueprints: found.blueprints.map((file) => file.path),
    said: found.diagnostics.map(({ code, at, message }) => `${code} ${at?.file}: ${message}`),
  };
}

test('every YAML file in the directory is a manifest, and every one in the folder of blueprints a blueprint', () => {
  const workspace = folder({
    'konnect/teams.yaml': '',
    'konnect/platform.yaml': '',
    'konnect/organizations.yaml': '',
    'konnect/teams-baggage.yml': '',
    'konnect/ENVIRONMENTS.YAML': '',
    'konnect/.settings.yaml': '',
    'konnect/oas-file-rules.yaml': '',
    'konnect/deck-file-rules.yaml': '',
    'konnect/notes.md': '',
    'konnect/blueprints/b.yml': '',
    'konnect/blueprints/a.yaml': '',
    'konnect/blueprints/notes.md': '',
    'konnect/blueprints/deeper/c.yaml': '',
    'konnect/acme/teams.yaml': '',
    'teams.yaml': '',
  });
  expect(read(workspace)).toEqual({
    manifests: [
      'konnect/ENVIRONMENTS.YAML',
      'konnect/organizations.yaml',
      'konnect/platform.yaml',
      'konnect/teams-baggage.yml',
      'konnect/teams.yaml',
    ],
    blueprints: ['konnect/blueprints/a.yaml', 'konnect/blueprints/b.yml'],
    said: [],
  });
});

test('one manifest may be enough, and the directory can be the workspace itself', () => {
  const workspace = folder({ 'organizations.yaml': '' });
  expect(read(workspace, [], '.')).toMatchObject({ manifests: ['organizations.yaml'], said: [] });
  expect(read(workspace, [], workspace)).toMatchObject({ manifests: ['organizations.yaml'], said: [] });
});

describe('a directory', () => {
  test.each([
    ['that is not there', {}, 'file-missing konnect: There is no platform directory konnect'],
    ['that is a file', { konnect: '' }, 'file-unreadable konnect: The platform directory konnect is not a folder'],
    ['without a manifest', { 'konnect/notes.md': '' }, 'file-missing konnect: There is no manifest in konnect'],
  ])('%s', (_, files, message) => {
    expect(read(folder(files as Record<string, string>))).toEqual({ manifests: [], blueprints: [], said: [message] });
  });

  test.each([
    ['a link', 'konnect', 'konnect'],
    ['reached through a link', 'link', 'link/konnect'],
  ])('that is %s', (_, link, config) => {
    const elsewhere = folder({ 'organizations.yaml': '', 'konnect/organizations.yaml': '' });
    const workspace = folder();
    symlinkSync(elsewhere, path.join(workspace, link));
    expect(read(workspace, [], config)).toEqual({
      manifests: [],
      blueprints: [],
      said: [`file-symlink ${config}: The platform directory ${config} is a symbolic link, or is reached through one`],
    });
  });
});

describe('manifests named beside it', () => {
  test('are read wherever they stand', () => {
    const elsewhere = folder({ 'more.yaml': '' });
    const workspace = folder({ 'konnect/teams.yaml': '', 'manifests/more.yaml': '' });
    expect(read(workspace, ['manifests/more.yaml', path.join(elsewhere, 'more.yaml')])).toEqual({
      manifests: ['konnect/teams.yaml', 'manifests/more.yaml', `${elsewhere}/more.yaml`],
      blueprints: [],
      said: [],
    });
  });

  test('are enough without a directory', () => {
    expect(read(folder({ 'all.yaml': '' }), ['all.yaml'])).toMatchObject({ manifests: ['all.yaml'], said: [] });
  });

  test('but not with one that is a link', () => {
    const workspace = folder({ 'all.yaml': '', 'real/teams.yaml': '' });
    symlinkSync('real', path.join(workspace, 'konnect'));
    expect(read(workspace, ['all.yaml'])).toMatchObject({
      manifests: [],
      said: [expect.stringMatching(/^file-symlink/)],
    });
  });

  test('must be there', () => {
    const workspace = folder({ 'konnect/teams.yaml': '' });
    expect(read(workspace, ['more.yaml', '../x/more.yaml']).said).toEqual([
      'file-missing more.yaml: more.yaml does not exist',
      expect.stringMatching(/^file-missing \/.*\/x\/more\.yaml: /),
    ]);
  });
});

describe('the folder of blueprints', () => {
  test('is no link and no file, and neither is a blueprint', () => {
    const workspace = folder({ 'konnect/teams.yaml': '', 'real/a.yaml': '' });
    symlinkSync('../real', path.join(workspace, 'konnect/blueprints'));
    expect(read(workspace)).toMatchObject({
      blueprints: [],
      said: [
        'file-symlink konnect/blueprints: The folder konnect/blueprints is a symbolic link, or is reached through one',
      ],
    });
    expect(read(folder({ 'konnect/teams.yaml': '', 'konnect/blueprints': '' })).said).toEqual([
      'file-unreadable konnect/blueprints: The folder konnect/blueprints is not a folder',
    ]);
    const linked = folder({ 'konnect/teams.yaml': '', 'konnect/blueprints/a.yaml': '', 'secret.yaml': '' });
    symlinkSync('../../secret.yaml', path.join(linked, 'konnect/blueprints/b.yaml'));
    expect(read(linked)).toMatchObject({
      blueprints: ['konnect/blueprints/a.yaml'],
      said: ['file-symlink konnect/blueprints/b.yaml: konnect/blueprints/b.yaml is a symbolic link'],
    });
  });
});

test('a file that cannot be used is told, and the others are read', () => {
  const workspace = folder({ 'konnect/teams.yaml': Buffer.from([0xff]), 'konnect/organizations.yaml': '' });
  expect(read(workspace)).toMatchObject({
    manifests: ['konnect/organizations.yaml'],
    said: ['file-encoding konnect/teams.yaml: konnect/teams.yaml is not UTF-8'],
  });
});
