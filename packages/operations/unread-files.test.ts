import { describe, expect, test } from 'vitest';
import { folder, smallPlatform } from './folder.fixture.ts';
import { optionsFor } from './options.fixture.ts';
import { validate } from './validate.ts';

async function said(files: Readonly<Record<string, string>>, more: { readonly config?: string } = {}) {
  const workspace = folder(files);
  const report = await validate(
    { ...optionsFor(workspace), ...more },
    {
      environment: {},
      maskSecret: () => {},
      onProgress: () => {},
      signal: new AbortController().signal,
    },
  );
  return report.diagnostics.map(({ severity, code, at, message, fix }) => ({
    text: `${severity} ${code} ${at?.file}: ${message}`,
    fix,
  }));
}

const texts = (found: Awaited<ReturnType<typeof said>>) => found.map(({ text }) => text);

describe('a platform directory', () => {
  test('in which everything has a meaning has nothing unread', async () => {
    const everything = {
      ...smallPlatform,
      'konnect/more.yml': 'x-notes: any\n',
      'konnect/README.md': '',
      'konnect/.editor/settings.yaml': 'a: [',
      'konnect/blueprints/notes.md': '',
      'konnect/deck/plugins.yaml': '_format_version: "3.0"\n',
      'konnect/acme/deck/plugins.yaml': '_format_version: "3.0"\n',
      'konnect/acme/envs/dev/deck/plugins.yaml': '_format_version: "3.0"\n',
      'konnect/acme/envs/dev/teams/flights/kong.yaml': '_format_version: "3.0"\n',
      'konnect/acme/envs/dev/teams/flights/services/acme/bookings/deck/a.yaml': '_format_version: "3.0"\n',
    };
    expect(await said(everything)).toEqual([]);
  });

  test('has a meaning for some folders, and the others are named, those beside each other together', async () => {
    const found = await said({
      ...smallPlatform,
      'konnect/acmee/envs/dev/x.md': '',
      'konnect/policies/limits.rego': '',
      'konnect/blueprints/more/service.yaml': 'kind: x\n',
      'konnect/acme/envs/test/x.md': '',
      'konnect/acme/envs/dev/values.yaml': 'a: 1\n',
      'konnect/acme/envs/dev/teams/flights/services/acme/gone/openapi.yaml': 'a: 1\n',
    });
    expect(texts(found)).toEqual([
      'warning file-unread konnect/acme/envs/dev/teams/flights/services/acme/gone: Nothing reads konnect/acme/envs/dev/teams/flights/services/acme/gone',
      'warning file-unread konnect/acme/envs/dev/values.yaml: Nothing reads konnect/acme/envs/dev/values.yaml',
      'warning file-unread konnect/acme/envs/test: Nothing reads konnect/acme/envs/test',
      'warning file-unread konnect/acmee: Nothing reads konnect/acmee, konnect/policies',
      'warning file-unread konnect/blueprints/more: Nothing reads konnect/blueprints/more',
    ]);
    expect(found[3]?.fix).toContain('Did you mean `acme`?');
  });

  test('names JSON files where YAML is read, and says how they are read', async () => {
    const found = await said({
      ...smallPlatform,
      'konnect/teams.json': '{}',
      'konnect/blueprints/more.json': '{}',
      'konnect/acme/envs/dev/deck/plugins.json': '{}',
      'konnect/acme/envs/dev/teams/flights/konduct-deck.json': '{}',
      'konnect/acme/envs/dev/teams/flights/services/acme/bookings/openapi.json': '{}',
    });
    expect(texts(found)).toEqual(
      [
        'konnect/acme/envs/dev/deck/plugins.json',
        'konnect/acme/envs/dev/teams/flights/services/acme/bookings/openapi.json',
        'konnect/blueprints/more.json',
        'konnect/teams.json',
      ].map((file) => `warning file-unread ${file}: Nothing reads ${file}`),
    );
    expect(found[3]?.fix).toContain('the ending `.yaml`');
  });

  test('that is the checkout leaves the folders of the repository alone, but not one that an organization had', async () => {
    const atTop = Object.fromEntries(
      Object.entries(smallPlatform).map(([name, text]) => [name.replace('konnect/', ''), text]),
    );
    const found = await said(
      { ...atTop, 'package.json': '{}', 'docs/a.md': '', 'former/envs/dev/a.md': '' },
      { config: '.' },
    );
    expect(texts(found)).toEqual(['warning file-unread former: Nothing reads former']);
  });

  test('that could not be read whole has unread files, and no unread folders', async () => {
    const found = await said({
      ...smallPlatform,
      'konnect/organizations-more.yaml': 'organizations: [\n',
      'konnect/other/a.md': '',
      'konnect/teams.json': '{}',
    });
    expect(texts(found).filter((text) => text.includes('unread'))).toEqual([
      'warning file-unread konnect/teams.json: Nothing reads konnect/teams.json',
    ]);
  });
});

test('YAML that is broken is an error wherever it lies, once', async () => {
  const found = await said({
    ...smallPlatform,
    'konnect/notes.yml': 'this: is: [not yaml',
    'konnect/deck/plugins.yaml': 'a: "open\n',
    'konnect/elsewhere/deep/values.yaml': 'a: "open\n',
  });
  const places = texts(found).filter((text) => text.startsWith('error'));
  expect(new Set(places.map((text) => text.split(':')[0]))).toEqual(
    new Set([
      'error yaml-syntax konnect/deck/plugins.yaml',
      'error yaml-syntax konnect/elsewhere/deep/values.yaml',
      'error yaml-syntax konnect/notes.yml',
    ]),
  );
  expect(new Set(texts(found)).size).toBe(found.length);
});
