import { showRange } from '@konduct/core/source/range';
import { expect, test } from 'vitest';
import { configure, isUsable } from './configuration.ts';
import { folder, smallPlatform } from './folder.fixture.ts';
import { optionsFor } from './options.fixture.ts';

/** What a platform with one page is told, for the fields and the text of the page. */
function configured(fields: string, page: string) {
  const blueprint = `apiVersion: konduct/v1
kind: Blueprint
metadata: {name: organization}
schema: {spec: {organization: Organization | required=true}}
resources:
  - id: portal
    kind: Portal
    region: eu
    template: {name: dev}
  - id: text
    kind: PlatformFile
    externalRef: {path: pages/guide.md}
  - id: guide
    kind: PortalPage
    region: eu
    template: {portal_id: "\${portal.id}", slug: guide, content: "\${text.content}", ${fields}}
`;
  const files = {
    ...smallPlatform,
    'konnect/blueprints/organization.yaml': blueprint,
    'konnect/pages/guide.md': page,
  };
  return configure(optionsFor(folder(files)), false, () => {});
}

function told(fields: string, page: string): string[] {
  return configured(fields, page).diagnostics.map(({ code, message, related = [] }) => {
    const places = related.map(({ at }) => showRange(at)).join();
    return `${code}: ${message} (${places})`;
  });
}

const about = (field: string, wanted: string, said: string, line: number) =>
  `front-matter-differs: \`${field}\` of the PortalPage acme/guide is ${wanted}, and the front matter of its \`content\` says ${said} (konnect/pages/guide.md:${line}:1)`;

test.each<[string, string, string, string[]]>([
  [
    'says the contrary',
    'visibility: private',
    '---\nvisibility: public\n---\n',
    [about('visibility', '"private"', '"public"', 2)],
  ],
  [
    'differs in several fields, in its own notation',
    'title: Guide, status: published, description: all',
    '---\r\n# first\r\n"title": \'Guide 2\' # second\r\ndescription: all\r\nstatus: unpublished\r\n---\r\n# Guide\r\n',
    [about('title', '"Guide"', '"Guide 2"', 3), about('status', '"published"', '"unpublished"', 5)],
  ],
  ['says the same', 'title: "2024", visibility: private', '---\ntitle: 2024\nvisibility: private\n---', []],
  ['says what the template does not', 'title: Guide', '---\nvisibility: public\n---\n', []],
  ['says what Konnect does not read', 'title: Guide', '---\nslug: other\ncontent: x\n---\n', []],
  ['is none', 'visibility: private', '# Guide\n---\nvisibility: public\n---\n', []],
  ['never ends', 'visibility: private', '---\nvisibility: public\n', []],
  ['is not YAML', 'visibility: private', '---\n{visibility public\n---\n', []],
  ['is a list', 'visibility: private', '---\n- visibility: public\n---\n', []],
])('front matter that %s', (_, fields, page, found) => {
  expect(told(fields, page)).toEqual(found);
});

test('nothing is applied while a page says two things, and the finding is where the field is written', () => {
  const configuration = configured('visibility: private', '---\nvisibility: public\n---\n');
  expect(isUsable(configuration)).toBe(false);
  expect(configuration.diagnostics).toMatchObject([
    { severity: 'error', at: { file: 'konnect/blueprints/organization.yaml', start: { line: 16 } } },
  ]);
});
