import { expect, test } from 'vitest';
import { startKonnect } from './konnect.ts';
import { apply } from './run.ts';
import { SavedState } from './saved-state.ts';
import { createSmallPlatform, smallEnvironment, smallToken } from './small-platform.ts';
import { somebody } from './somebody.ts';

const settings = { environment: smallEnvironment };

test('one platform applied to two organizations leaves them with the same, whatever one of them had before', async () => {
  const platform = createSmallPlatform();
  const [one, other] = [await startKonnect(), await startKonnect()];
  const content = (konnect: typeof one) => new SavedState(konnect.state(), smallToken).content();
  const { id } = await somebody(other, smallToken, 'POST', '/us/v3/portals', { name: 'gone' });
  await somebody(other, smallToken, 'DELETE', `/us/v3/portals/${id}`);
  for (const konnect of [one, other]) expect((await apply(platform, konnect, settings)).exitCode).toBe(0);
  expect(Object.keys(content(one))).toContain('us portals "dev" pages');
  expect(content(other)).toEqual(content(one));
  await somebody(other, smallToken, 'POST', '/us/v3/portals', { name: 'more' });
  expect(content(other)).not.toEqual(content(one));
  for (const konnect of [one, other]) await konnect.close();
  platform.remove();
});
