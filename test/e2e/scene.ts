import type { RunReport } from '@konduct/core/run/reconciliation';
import type { Simulator, SimulatorOptions } from '@konduct/simulator/simulator';
import { afterEach, beforeEach } from 'vitest';
import { startKonnect } from './konnect.ts';
import type { PlatformDirectory } from './platform-directory.ts';
import { apply, check, plan, type RunSettings } from './run.ts';
import { SavedState } from './saved-state.ts';
import { createSmallPlatform, smallToken } from './small-platform.ts';

/** A checkout and a simulated Konnect, anew for each test. */
export interface Scene {
  readonly platform: PlatformDirectory;
  readonly konnect: Simulator;
  check(settings?: RunSettings): Promise<RunReport>;
  plan(settings?: RunSettings): Promise<RunReport>;
  apply(settings?: RunSettings): Promise<RunReport>;
  /** What the organization of a token has in Konnect now: that of the small platform, unless another is named. */
  saved(token?: string): SavedState;
}

/**
 * Makes a scene before each test of a file or a group, and takes it away afterwards.
 *
 * @param create makes the checkout
 * @param options of the simulator
 */
export function useScene(create: () => PlatformDirectory = createSmallPlatform, options?: SimulatorOptions): Scene {
  let platform: PlatformDirectory;
  let konnect: Simulator;
  beforeEach(async () => {
    platform = create();
    konnect = await startKonnect(options);
  });
  afterEach(async () => {
    await konnect.close();
    platform.remove();
  });
  return {
    get platform() {
      return platform;
    },
    get konnect() {
      return konnect;
    },
    check: (settings) => check(platform, settings),
    plan: (settings) => plan(platform, konnect, settings),
    apply: (settings) => apply(platform, konnect, settings),
    saved: (token = smallToken) => new SavedState(konnect.state(), token),
  };
}
