import { describe, expect, test } from 'vitest';
import { platformOf } from '../blueprint/platform.fixture.ts';
import { UserError } from '../diagnostic/user-error.ts';
import { plan, smallManifest } from '../plan/planning.fixture.ts';
import { Memory } from '../provider/memory.fixture.ts';
import type { Collection, Provider } from '../provider/provider.ts';

/** A memory whose lists of some kinds cannot be read. */
function broken(errors: Readonly<Record<string, Error>>): Provider {
  const memory = new Memory();
  return {
    list: (collection: Collection) => {
      const error = errors[collection.kind.name];
      return error ? Promise.reject(error) : memory.list(collection);
    },
    find: (kind, region, id) => memory.find(kind, region, id),
    read: (kind, region, object) => memory.read(kind, region, object),
    create: (write) => memory.create(write),
    update: (update) => memory.update(update),
    remove: (removal) => memory.remove(removal),
    contents: (kind, region, object) => memory.contents(kind, region, object),
  };
}

function forbidden(kind: string, fix = `Give it a role on ${kind}.`): UserError {
  return new UserError([{ severity: 'error', code: 'konnect-forbidden', message: `listing ${kind} failed`, fix }]);
}

const small = platformOf(smallManifest);

async function thrownBy(provider: Provider): Promise<unknown> {
  try {
    await plan(small, provider);
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

describe('what cannot be read', () => {
  test('is told all at once', async () => {
    const error = await thrownBy(
      broken({ Portal: forbidden('Portal'), API: forbidden('API'), Team: forbidden('Team') }),
    );
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).diagnostics.map(({ message }) => message)).toEqual([
      'listing Team failed',
      'listing Portal failed',
      'listing API failed',
    ]);
  });

  test('for one reason is told once', async () => {
    const same = 'Make a new token.';
    const error = await thrownBy(broken({ Portal: forbidden('Portal', same), API: forbidden('API', same) }));
    expect((error as UserError).diagnostics).toHaveLength(1);
  });

  test('because of a defect is the defect, whatever else failed', async () => {
    const defect = new TypeError('a defect');
    expect(await thrownBy(broken({ Team: forbidden('Team'), API: defect }))).toBe(defect);
  });
});

test('a plan counts what was seen', async () => {
  const memory = new Memory();
  const { observation } = await plan(small, memory);
  expect(observation.size).toBe(0);
});
