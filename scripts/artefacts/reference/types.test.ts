import { linkBlueprints } from '@konduct/core/blueprint/link';
import { namedTypes } from '@konduct/core/blueprint/registry';
import { documentKinds } from '@konduct/core/kind/document-kinds';
import { kindRegistry } from '@konduct/core/kind/kind';
import { konnectKinds } from '@konduct/konnect/kinds/registry';
import { expect, test } from 'vitest';
import { exampleResources } from './type-example.ts';
import { typesPage } from './types.ts';

const kinds = kindRegistry([...konnectKinds, ...documentKinds]);

test('the page has every type that a schema can name, with an example', () => {
  const sections = typesPage().text.split(/^### /m).slice(1);
  const titles = sections.map((section) => section.split('\n', 1)[0]);
  expect(titles.toSorted()).toEqual([...namedTypes(kinds).keys()].toSorted());
  for (const section of sections) expect(section).toMatch(/^```yaml$/m);
});

test('the examples of kinds link', () => {
  expect(linkBlueprints({ builtin: [], own: [exampleResources] }, kinds).diagnostics).toEqual([]);
});
