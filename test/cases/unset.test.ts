import { afterEach, beforeEach, expect, test } from 'vitest';
import { startKonnect } from '../e2e/konnect.ts';
import { apply, plan } from '../e2e/run.ts';
import { createSmallPlatform, smallEnvironment as environment, small } from '../e2e/small-platform.ts';

let platform: ReturnType<typeof createSmallPlatform>;
let konnect: Awaited<ReturnType<typeof startKonnect>>;

beforeEach(async () => {
  platform = createSmallPlatform();
  konnect = await startKonnect();
});
afterEach(async () => {
  await konnect.close();
  platform.remove();
});

test.each(['', '        description: ""\n', '        description: null\n'])(
  'a description that is taken out by %j is taken out in Konnect',
  async (nothing) => {
    const name = '        name: flights\n';
    const described = '        description: Where to sit\n';
    platform.edit(small.teams, name, name + described);
    await apply(platform, konnect, { environment });
    platform.edit(small.teams, described, nothing);
    const report = await apply(platform, konnect, { environment });
    const changes = report.organizations[0]?.plan?.changes.filter(({ action }) => action === 'update') ?? [];
    expect(changes.length).toBeGreaterThan(0);
    for (const { kind, fields } of changes) {
      expect(kind).toBe('API');
      expect(fields).toMatchObject([{ path: 'description', before: 'Where to sit' }]);
    }
    expect((await plan(platform, konnect, { environment })).summary).toMatchObject({ create: 0, update: 0 });
  },
);

test('services that an environment lists no more stay as they are until they are pruned, and nothing widens', async () => {
  const listed = (services: string) => `region: us\n        teams: {flights: {${services}}}`;
  platform.edit(small.organizations, 'region: us', listed('services: {acme/flights: }'));
  await apply(platform, konnect, { environment });
  platform.edit(small.organizations, listed('services: {acme/flights: }'), listed(''));
  const report = await apply(platform, konnect, { environment });
  expect(report.diagnostics.map(({ code }) => code)).toContain('team-without-services');
  const [organization] = report.organizations;
  expect(organization?.plan?.summary).toMatchObject({ create: 0, update: 0, delete: 0 });
  expect(organization?.plan?.changes.filter(({ effect }) => effect === 'widens')).toEqual([]);
  expect(organization?.plan?.orphans.map(({ kind }) => kind)).toContain('API');
});
