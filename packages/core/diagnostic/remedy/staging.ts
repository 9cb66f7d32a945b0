import type { Remedies } from './remedies.ts';

/** What to do about findings of staging. */
export const stagingRemedies: Remedies = {
  'Staged specifications': {
    'spec-invalid':
      'Use OpenAPI 3.0, 3.1 or Swagger 2.0, with `info.title` and `info.version`; put a version in quotes, because other programs read `1.10` without them as the number 1.1. Change it in the service’s repository and stage again.',
    'spec-version':
      'Write `openapi: 3.1.2` if the document has nothing that only OpenAPI 3.2 has; else stage a 3.1 document beside it, as [Stage and sync](../how-to/stage-and-sync.md#openapi-32) says.',
  },
  'Service repositories and staging': {
    'repository-unavailable':
      'Check `git.remote`: `git ls-remote REMOTE` has to work on the machine that stages. Behind a proxy set `HTTPS_PROXY`. A slow repository needs a larger `time-limit`. The next run catches up.',
    'repository-refused':
      'Give a token or key that may read the repository, by `service-token` or by `git.auth` of the service; for the platform repository, one that may push. For an ssh host with another key than before, compare it with what its operator publishes, and correct `known-hosts`.',
    'branch-missing':
      'Create the branch in the service’s repository, or name another one: `dev-branch-name` or `prod-branch-name` of the service, or `branch` of the service in one environment.',
    'reference-refused':
      'Refer to a file of the same repository, or commit a copy. The platform team can allow a host by `reference-hosts`.',
    'reference-missing':
      'Commit the file that the `$ref` names, or correct the part behind its `#`. Submodules are not read: commit a copy.',
    'reference-unsupported':
      'Give the part a name under `components` and refer to that with a `$ref`; remove `$id`; name operations by `operationId`.',
    'staged-edited': 'Delete the file if nothing needs it. To keep it, do nothing: the warning tells of it again.',
    'branch-foreign':
      'Merge the pull request; or move the commit that the finding names to a branch of its own and delete this one. The next run builds it anew.',
    'push-rejected':
      'Run it again: something else was pushed meanwhile. If it stays, a rule of the repository forbids the push: let the App or token that stages push to `*-konnect-orchestrator-apply`.',
    'tool-missing':
      'For git, install 2.31 or newer. For oasdiff, let the machine reach github.com (`HTTPS_PROXY` is honoured), put oasdiff on the `PATH`, or install Go; without it the run goes on and compares no APIs.',
    'tool-untrusted':
      'Find out why the download is another one before you use it: a proxy that changes it, a mirror, or a release that was replaced. Until then it is built with Go, or left out.',
    'api-breaking':
      'Make the change another way, [accept it](api-comparison.md#accept-a-change) in an `accepted-changes.yaml` with a reason and a last day, or let a code owner put the label `konduct-allow-breaking` on the pull request.',
    'acceptance-expired': 'Remove the entry of `accepted-changes.yaml`, or give it a later day.',
    'comparison-failed':
      'Read the difference of the named files yourself before you merge. The cause says why: a document that cannot be loaded is mended by its team; a comparison that took too long can be run again.',
  },
};
