import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasAct, runAct } from './act.ts';
import { push } from './event.ts';
import { createPlatformRepository, type PlatformRepository } from './platform-repository.ts';
import { checkOutService, type ServiceCheckout } from './service-repository.ts';

describe.skipIf(!hasAct('the workflow of a service repository'))('the six lines in a service’s repository', () => {
  let platform: PlatformRepository;
  let service: ServiceCheckout;
  beforeAll(async () => {
    [platform, service] = await Promise.all([createPlatformRepository(), checkOutService('kong-air/flights')]);
  });
  afterAll(() => Promise.all([platform?.remove(), service?.remove()]));

  test('ask the platform to stage that service, with the token for that alone', async () => {
    const secrets = { STAGE_TOKEN: 'github_pat_0123456789', GITHUB_TOKEN: 'ghs_9876543210' };
    const run = await runAct({
      event: push,
      repository: service.folder,
      workflow: '.github/workflows/stage.yaml',
      secrets,
      variables: {},
      githubUrl: 'http://127.0.0.1:9',
      standIns: [service.programs],
      localRepositories: { 'kong-air/platform@main': platform.folder },
    });
    expect(run.exitCode, run.log).toBe(0);
    expect(await service.asked()).toEqual({
      token: secrets.STAGE_TOKEN,
      args: ['workflow', 'run', 'stage.yaml', '--repo', 'kong-air/platform', '--raw-field', 'service=kong-air/flights'],
    });
    for (const secret of Object.values(secrets)) expect(run.log).not.toContain(secret);
  });
});
