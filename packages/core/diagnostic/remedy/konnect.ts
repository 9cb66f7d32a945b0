import type { Remedies } from './remedies.ts';

/** What to do about Konnect's answers, plans, and the run as a whole. */
export const konnectRemedies: Remedies = {
  Konnect: {
    'konnect-url-invalid':
      'Write it like `https://{region}.api.konghq.com`, with `{region}`, without a login and without a query.',
    'konnect-unauthorized':
      'Make a new token in Konnect and put it where `access-token` of the organization says. Check that the secret holds the token alone, without quotes or a line break, and has not expired.',
    'konnect-forbidden':
      'Give the account of the token the role that the finding names, on what it names. [Roles for reading and writing](../how-to/set-up-konnect.md#roles).',
    'konnect-not-found': 'Plan again: the object, or the one it belongs to, was deleted meanwhile.',
    'konnect-conflict':
      'Plan again. If it stays, an object of that name exists that the token may not see: give it a Viewer role, or choose another name. For a delete, remove what still uses the object; the message names it.',
    'konnect-rejected':
      'Change the value that Konnect’s message names, in the manifest or blueprint. If reading was refused, check that `konnect-url` leads to Konnect, and use a newer Konduct.',
    'konnect-rate-limited':
      'Run it again later; what was written stays. If it happens often, lower `concurrency`, or do not let several runs work on one organization at a time.',
    'konnect-unavailable':
      'Run it again: a run that broke off goes on where it stopped. If nothing is reached, check `konnect-url`, the network, `HTTPS_PROXY` and, for certificates of your own, `NODE_EXTRA_CA_CERTS`.',
    'konnect-answer':
      'Check that `konnect-url` leads to Konnect and that no proxy or sign-in page answers in its place. If it does, use a newer Konduct.',
    'konnect-paging': 'Run it again when nobody else writes there. If it stays, check what answers at `konnect-url`.',
    'lease-held':
      'Run it again when the other run is done, or let it wait with `lock-timeout`. If the other run is certainly dead, delete the system account `konduct-lease` in Konnect.',
    'lease-lost':
      'Run it again: what was written stays, and the next run goes on from there. If it stays, look for a network that is gone for minutes, or for somebody who deletes the system account `konduct-lease`.',
    'lease-left':
      'Nothing, if you can wait for some minutes: the lease ends by itself. Else delete the system account `konduct-lease` in Konnect.',
    'lease-unavailable':
      'Give the account of the token the Admin role on Identity, so that two runs cannot write at once; or set `lock: false` where one concurrency group holds all runs.',
    'last-apply-unknown':
      'Name the commit that was applied last with `since`. On GitHub, give the job that applies `deployments: write` and the one that looks for drift `deployments: read`, and check out the whole history (`fetch-depth: 0`).',
  },
  Plans: {
    'foreign-owner':
      'Let one platform have the object: choose another name here; or `konduct release` there and `konduct adopt` here. Where `adopt` keeps it from being taken over, `adopt: by-name` allows it.',
    'name-taken': 'Delete or rename the other object in Konnect, or choose another name in the manifest.',
    'koctl-writes':
      'Turn koctl off for the organization, then apply once more. [How](../how-to/come-from-koctl.md#3-turn-koctl-off).',
    'ambiguous-match':
      'Run with `prune: all`, which removes the copies that are ours, or delete those that are not needed in Konnect.',
    'immutable-difference':
      'Say in the manifest or its environment type what is there; or make the object anew by hand, with what is in it.',
    'field-kept': 'Nothing has to be done. Write another value to replace it.',
    'delete-held':
      'Move what is named elsewhere, or have it deleted as well: run with `force-delete` and what the finding shows, the address of the object, or of a gateway the ids of what hangs on it. [More](../how-to/delete-and-protect.md#contents-that-are-not-yours).',
    'delete-guard':
      'Look at what would be deleted. If it is meant, put the label `konduct-allow-deletes` on the pull request, or start the run by hand with `allow-deletes`; to allow more objects every time, raise `max-deletes`.',
    'access-orphaned': 'Run with `prune: access`, or `prune: all`, to withdraw it; or declare it again.',
    'moved-idle': 'Delete the entry of `moved` if it was applied; else correct its `from`.',
    'link-yielded':
      'Change it where it is decided, such as in the groups of the identity provider; or take the mapping away there, and the manifest decides. The account of the access token is never taken out of a team: do that by hand, or with the token of another account.',
    'organization-shared':
      'Give each organization of the manifests the token of its own organization in Konnect; or declare one organization with all environments.',
    'region-unread':
      'List the regions that may hold something of yours under `regions` of the organization; or give the token Viewer roles in the region that is named.',
    'snapshot-unusable':
      'Write a new one with this Konduct: `konduct apply --snapshot-file FILE`, or start the workflow that applies by hand. [How](../how-to/plan-without-a-token.md).',
    'snapshot-partial':
      'Plan with a token to know; the finding says what is missing. A newer snapshot of the whole organization has more. [What a snapshot leaves out](../how-to/plan-without-a-token.md#what-it-leaves-out).',
    'snapshot-uncommitted':
      'Nothing has to be done: the snapshot is as good as any. Commit first, and run again, for plans that say the commit. [How](../how-to/plan-without-a-token.md).',
    'plan-stale':
      'Plan again with `plan-file`, look at the new plan, and apply that one. The finding names the first thing that differs. A file that was carried out already needs nothing more. [How](../how-to/review-and-apply.md).',
    'plan-grown':
      'Open a pull request, even an empty one: its plan shows what is new. Review it, merge it, and apply again. `reviewed` decides whether an apply is refused. [How](../how-to/review-and-apply.md#what-was-reviewed-on-github).',
    'plan-unreviewed':
      'Bring changes to the branch by pull requests, and let a job with `checks: write` plan them; give the job that applies `checks: read` and `pull-requests: read`. Where nobody reviews plans, set `reviewed: off`. [How](../how-to/review-and-apply.md#what-was-reviewed-on-github).',
    'replace-refused':
      'Undo the change. Or run with `replace: true`, after reading what the plan says is lost: the object is deleted and made anew.',
    'object-missing':
      'Correct the name: the finding has the line. Names of teams are those of the manifests, or of Konnect: its own teams can be written as Konnect shows them, `Organization Admin`. An object of another platform has to be made first.',
    'sign-in-unverified':
      'Look at the identity providers of the organization in Konnect: the one that is to be used must be enabled, and its way to sign in allowed. Nobody is locked out, because signing in with a password was left on. Mend the provider, sign in through it once, and run again.',
    'verify-failed':
      'Run it again: somebody changed something meanwhile, or a list of Konnect was late. If a field differs again, write its value the way Konnect stores it, which the finding shows.',
    'environment-blocked': 'Mend the environment that is named, which has a finding of its own; then both go on.',
  },
  'Inputs and the run itself': {
    defect:
      'Report it, with the cause or the stack in the log: https://github.com/konduct/konduct/issues. Other services and organizations go on.',
    'run-interrupted': 'Run it again: what was done stays, and the run goes on from there.',
    'input-invalid':
      'Write a value that the finding allows; `konduct help COMMAND`, or [Actions](actions.md), has all inputs. For the simulator, choose another `--port` or mend the file that is named.',
    'selection-empty':
      'Correct the name: selections take the keys of the manifests, separated by commas or line breaks.',
    'github-unavailable':
      'Run it again; what was pushed is kept. For 403 and 404, give the job the permission that the finding names; to open pull requests, tick *Allow GitHub Actions to create and approve pull requests*, or use a GitHub App.',
    'github-rate-limited': 'Run it again later, or use a token of its own, such as a GitHub App’s.',
    'github-answer':
      'Check `GITHUB_API_URL`, and that no proxy or sign-in page answers in the place of GitHub; then run it again.',
    'simulation-failed':
      'Mend what the finding says of the manifest, blueprint or specification: a real apply would fail at the same place.',
  },
};
