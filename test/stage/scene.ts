import { afterEach, beforeEach, expect } from 'vitest';
import { StageWorld } from './world.ts';

/** The world of the test that runs. */
export interface Scene {
  readonly world: StageWorld;
}

/** Makes a world before each test of a file; after each, GitHub must have found nothing wrong with what it was asked. */
export function useScene(): Scene {
  let world: StageWorld;
  beforeEach(async () => {
    world = await StageWorld.create();
  });
  afterEach(async () => {
    expect(world.github.problems).toEqual([]);
    await world.close();
  });
  return {
    get world() {
      return world;
    },
  };
}
