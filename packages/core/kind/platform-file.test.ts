import { expect, test } from 'vitest';
import { World } from '../graph/world.ts';
import { nodeOf, resources } from '../plan/planning.fixture.ts';

test('a template may pass on the text of a file, and what the file says of itself', () => {
  const platform = resources(`  - {id: css, kind: PlatformFile, externalRef: {path: a.css}}
  - {id: portal, kind: Portal, region: eu, template: {name: dev, description: "\${css.?text.orValue('')}", display_name: "\${css.?front_matter.?title.orValue('Dev')}"}}`);
  const fieldsWith = (value: object) => {
    const world = new World();
    world.learnExternal('acme/css', { state: 'found', value: { path: 'a.css', ...value } });
    return nodeOf(platform, 'acme/portal').evaluate(world).fields;
  };
  expect(fieldsWith({ text: 'a {}', front_matter: {} })).toMatchObject({ description: 'a {}', display_name: 'Dev' });
  expect(fieldsWith({ text: 'a', front_matter: { title: 'T' } })).toMatchObject({ display_name: 'T' });
});
