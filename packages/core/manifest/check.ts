import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { ApiNameTemplates } from './api-name.ts';
import { checkApiNames } from './check-api-name.ts';
import { checkBranches } from './check-branch.ts';
import { checkControlPlanes } from './check-control-plane.ts';
import { checkEnvironments } from './check-environment.ts';
import { checkGit } from './check-git.ts';
import { checkNames } from './check-name.ts';
import { checkOrganizations } from './check-organization.ts';
import { checkPaths } from './check-path.ts';
import { checkPortals } from './check-portal.ts';
import { checkPreviousNames } from './check-previous-name.ts';
import { checkSecrets } from './check-secret.ts';
import { checkServices } from './check-service.ts';
import { checkUpstreams } from './check-upstream.ts';
import { checkUsers } from './check-user.ts';
import type { Manifest } from './manifest.ts';

export interface CheckOptions {
  readonly templates: ApiNameTemplates;
  readonly allowLiteralSecrets: boolean;
}

/** Checks a manifest for every mistake but those of its shape. Pure, and linear in the size of the manifest. */
export function checkManifest(manifest: Manifest, options: CheckOptions): Diagnostic[] {
  return [
    ...checkPaths(manifest),
    ...checkNames(manifest),
    ...checkPreviousNames(manifest),
    ...checkGit(manifest),
    ...checkSecrets(manifest, options.allowLiteralSecrets),
    ...checkUsers(manifest),
    ...checkServices(manifest),
    ...checkUpstreams(manifest),
    ...checkBranches(manifest),
    ...checkOrganizations(manifest),
    ...checkEnvironments(manifest),
    ...checkPortals(manifest),
    ...checkControlPlanes(manifest),
    ...checkApiNames(manifest, options.templates),
  ];
}
