import { join } from 'node:path';
import { reconcile } from '@konduct/operations/reconcile/reconcile';
import { commentLimit } from '../../packages/core/report/markdown/fit.ts';
import { renderOrganization } from '../../packages/core/report/markdown/organization.ts';
import { startSimulator } from '../../packages/simulator/simulator.ts';

/** The comment on a pull request that introduces the example, as Markdown: the plan of the demo. */
export async function planComment(root: string): Promise<string> {
  const simulator = await startSimulator();
  try {
    const report = await reconcile(
      {
        config: 'konnect',
        manifests: [],
        workspace: join(root, 'action-examples/kong-air'),
        organizations: [],
        environments: [],
        allowLiteralSecrets: false,
        mode: 'plan',
        konnectUrl: simulator.konnectUrl,
        adopt: 'by-name',
        concurrency: 8,
        detailedExitCode: false,
        skipWithoutSecrets: false,
      },
      {
        environment: { KONG_AIR_KONNECT_TOKEN: 'kpat_picture' },
        maskSecret: () => {},
        onProgress: () => {},
        signal: new AbortController().signal,
      },
    );
    const [organization] = report.organizations;
    if (!organization?.plan) throw new Error('the example could not be planned');
    return renderOrganization(organization, 'plan', { limit: commentLimit });
  } finally {
    await simulator.close();
  }
}
