import type { DiagnosticCode } from './codes.ts';

/**
 * What to do about each code, in the sections of docs/reference/troubleshooting.md, which is generated from this table and
 * from `diagnosticCodes`. A finding has a fix of its own for the case at hand; this is the way for all cases of its code.
 * Texts are Markdown, with links relative to docs/reference. The order is that of `diagnosticCodes`; a test keeps the
 * table complete.
 */
export const remedies: Readonly<Record<string, Partial<Readonly<Record<DiagnosticCode, string>>>>> = {
  'Files and folders': {
    'file-missing':
      'Commit the file at the path that the finding names, or correct what names it: `config` for the platform directory, `manifest` for one more manifest, `spec-path` for a specification (which cannot lie in a submodule), `path` of a `PlatformFile`.',
    'file-unreadable':
      'Check the permissions of the file, and that it is a real file where a file is wanted and a folder where a folder is. After a write that failed because the disk is full, make room and run again: what was there before is there still.',
    'file-too-large':
      'A manifest may have 5 MB, a specification 20 MB. Split a manifest into several files, which are merged; take examples and generated parts out of a specification, or split the API. A specification in several files may not lead to more files or values than the finding says.',
    'file-encoding':
      'Save the file as UTF-8. Files of Windows editors and of PowerShell’s `>` are often UTF-16: `iconv -f UTF-16 -t UTF-8 FILE` converts one.',
    'file-outside':
      'Write a path that stays inside the platform directory, without `..` in front. Move the file there, or choose a `config` that has both.',
    'file-symlink':
      'Commit the file or folder itself in the place of the link. Links are not followed, because a pull request could lead one to anything on the machine that reads it.',
    'file-empty': 'Write something into the file, or delete it.',
    'file-unread':
      'Correct the name of the file or folder, move it out of the platform directory, or delete it. Which places have a meaning is in [Manifest](manifest.md); a folder of an organization has the key of that organization.',
  },
  YAML: {
    'yaml-syntax':
      'Look at the line of the finding and the one above it: indentation by spaces, a space after `:`, quotes and brackets that are closed. Text with `: `, ` #`, or one of `{[&*!|>%@` in front needs quotes.',
    'yaml-duplicate-key': 'Keep one of the two keys; the finding has the place of the other one.',
    'yaml-alias-limit':
      'Write out what the alias stands for, or repeat less: no more than 100,000 values may come from aliases.',
    'yaml-depth':
      'Make the structure flatter: 128 levels are read. In a specification, give inner schemas names in `components` and refer to them.',
    'yaml-unsupported':
      'Remove the tag (`!…`), put each document (`---`) into a file of its own, and write keys as text, in quotes if need be.',
  },
  Manifests: {
    'manifest-unknown-key':
      'Correct the key: the finding names the nearest one, and [Manifest](manifest.md) has all. For data of your own, begin the key with `x-`.',
    'manifest-type':
      'Write the type that the finding asks for. A version or number that is meant as text needs quotes; a list has `- ` before each item.',
    'manifest-required':
      'Add the key, with a value. A warning about `git.remote` can be left where somebody commits the specification by hand.',
    'manifest-value':
      'Write one of the values that the finding or [Manifest](manifest.md) allows. For a circle of `depends-on` or `moved`, remove one of its entries.',
    'manifest-duplicate':
      'All manifest files are merged: keep one of the two definitions. The finding has the place of the other.',
    'manifest-unmanaged':
      'Make the setting in Konnect. The block may stay, without effect, or go; a finding of this code fails nothing.',
    'manifest-reserved':
      'Give the organization another key. It need not be the name that it has in Konnect; staged files lie in a folder of that key.',
    'reference-unknown':
      'Correct the name, which the finding compares with those there are, or define the thing that is named.',
    'service-claimed-twice':
      'Leave the service with one team. To give it to another team, move the whole entry and [its files](../how-to/delete-and-protect.md#change-a-key).',
    'api-name-conflict':
      'Give one of the services another `name`, or the environment type an `api-name` with `${environment}` in it, or one environment another region.',
    'control-plane-name-conflict': 'Give one of the teams another `control-plane-name` in its environment.',
    'portal-name-conflict':
      'Rename one of the environments, since its key is the name of its portal; or give its organization the token of another Konnect organization.',
    'path-conflict':
      'Rename one of the two keys, or use only letters, digits, `-`, `_` and `.` in it: keys become names of folders, and some file systems do not tell upper from lower case.',
    'name-refused':
      'Shorten the name or take the refused characters out; the finding has Konnect’s rule. Where a key cannot change, give the service a `name`, the type an `api-name`, or the document an `x-kong-name`.',
    'email-invalid': 'Write the address as `name@example.com`.',
    'branch-invalid':
      'Write the branch as `git branch` prints it. For a branch of staging, rename the environment whose key is in it.',
    'region-unknown': 'Write one of `us`, `eu`, `au`, `me`, `in`, `sg`.',
    'upstream-invalid':
      'Write an address with its protocol, such as `https://flights.internal.example/v1`, or name a server that the document has, by its `description` or an `x-` key. Several targets need the same protocol and path. [More](../how-to/say-where-traffic-goes.md).',
    'remote-invalid': 'Write the remote as `https://…`, `ssh://…`, `git@host:path` or `file://…`.',
    'owner-fallback':
      'Set `platform.name`. If something was applied without it, list the name that the finding shows under `platform.previous-names`.',
  },
  Secrets: {
    'secret-source':
      'Write `type: env` with the name of a variable (letters, digits and `_`, without `$`), or `type: file` with a path.',
    'secret-literal':
      'Revoke the secret, because it is in the history of the repository. Keep its successor as a secret of GitHub and name it by `type: env`. `allow-literal-secrets` is for trials with tokens that open nothing.',
    'secret-missing':
      'Give the step the variable: `env: NAME: ${{ secrets.NAME }}`. If it has the line, the secret does not exist where the job looks: a job without `environment:` does not see secrets of an environment, and a pull request from a fork sees none.',
    'secret-not-compared':
      'Nothing has to be done in a plan. To have the value compared, give the step the variable that the finding names.',
  },
  'Blueprints and expressions': {
    'blueprint-invalid':
      'Correct the key that the finding names; [Blueprints](blueprints.md) has every key. `konduct blueprint service` prints one that works.',
    'blueprint-unknown':
      'Correct the name of the kind or blueprint. The file has to lie in `blueprints/` and say it in `metadata.name`.',
    'blueprint-cycle': 'Take one of the references in the circle away: one of the resources must do without the other.',
    'blueprint-duplicate':
      'Give one of the two resources another `id`, or one of the two files another `metadata.name`.',
    'schema-invalid': 'Write the type and markers as in [Blueprints](blueprints.md), such as `string | default="x"`.',
    'parameter-invalid':
      'Correct the value under `parameters` of the service, or the schema of the blueprint; the finding has the places of both.',
    'expression-syntax':
      'Correct the expression where the finding points. In YAML, put text with `: ` or `#` inside `${…}` into quotes.',
    'expression-unclosed': 'Close the expression with `}`. A literal `${` is written `${"${"}`.',
    'expression-nested': 'Name the value without a second `${…}`: inside an expression `api.id` is enough.',
    'expression-unknown-name':
      'Correct the name: the finding lists what there is. [Types](types.md) has all fields, [Functions](functions.md) all functions.',
    'expression-type':
      'Convert the value, as in `string(…)` or `int(…)`, or use one of the type that the finding asks for.',
    'expression-failed':
      'The finding names the instance with which it failed: an index beyond a list, a key that is not there. Ask before, as in `has(x.y)` or `x.?y.orValue("…")`.',
    'expression-budget':
      'Make the expression smaller, or divide it between several resources. [Limits](blueprints.md#limits).',
    'identity-unknown': 'Make names and conditions of what the manifest says, not of what Konnect answers.',
    'identity-duplicate':
      'Give the two resources different names, for example with the environment or service in them, or ask for the object once.',
    'collection-too-large': 'Loop over less: 10,000 items for a `forEach`, 100,000 resources for an organization.',
    'field-unknown': 'Correct the field; [Kinds](kinds.md) has those of each kind.',
    'field-type': 'Write a value of the type that the finding asks for; [Kinds](kinds.md) has an example of each kind.',
    'field-required':
      'Add the field. Where it is there and its expression comes out empty, give it a value for every case.',
    'field-value':
      'Write a value within the limits that the finding names. For a path of a specification, give its parameters different names that begin with a letter.',
  },
  'Staged specifications': {
    'spec-invalid':
      'Use OpenAPI 3.0, 3.1 or Swagger 2.0, with `info.title` and `info.version`; put a version in quotes, because `1.10` without them is the number 1.1 in YAML. Change it in the service’s repository and stage again.',
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
  'decK and gateways': {
    'deck-missing':
      'Put decK of the version that the finding names on the `PATH`, let the machine reach github.com (`HTTPS_PROXY` is honoured), or install Go so that it can be built.',
    'deck-untrusted':
      'A note: set `deck-checksums` to the digest it names, and exactly this release is taken from then on. A warning: the release is not the one that was named; find out why before you change `deck-checksums`.',
    'deck-failed':
      'Mend what decK says. On a line of an `openapi.yaml` the service [keeps what it had](../how-to/stage-and-sync.md#what-deck-cannot-convert); its team mends the document, or the manifest sets one of decK’s options. After a crash run it again.',
    'deck-timeout':
      'Run it again when the machine, or Konnect, has less to do. If it stays, divide what decK is given: fewer or smaller specifications.',
    'deck-output':
      'Check that `konnect-url` leads to Konnect, and leave `deck-version` out: Konduct reads what its own version of decK prints.',
    'deck-stale':
      'Run `konduct deck render` and commit what it writes; or let the next staging do so. Change sources, not `kong.yaml`.',
    'deck-file':
      'Correct the file that the finding names: a decK file has `_format_version` and entities, a file of patches `patches`; `_konnect`, `_workspace`, `_info` and `_transform` are not for it to say. A `kong.yaml` that is damaged is written anew by `konduct deck render`.',
    'deck-variable':
      'Write `\'${{ env "DECK_NAME" }}\'` in single quotes, with a name that begins with `DECK_` and is no setting of decK, and nothing but `toInt`, `toFloat`, `toBool` or `indent` behind a `|`. [More](../how-to/stage-and-sync.md#give-a-plugin-a-secret).',
    'deck-variable-unset':
      'Give the step the variable: `env: DECK_NAME: ${{ secrets.DECK_NAME }}`. The secret has to exist where the job looks, such as in its environment.',
    'deck-patch-edited':
      'A note needs nothing. With the warning, add the tag that it names to the patch, or delete the file to have it written anew: without the tag the API is not linked to its gateway service.',
    'deck-collision':
      'Give one of the two entities another name. In a specification, `x-kong-name` or the title and `operationId` make it.',
    'deck-overlap':
      'Give one of the routes another path, a host or a header. If both are meant to answer, the older route wins.',
    'deck-lint':
      'Mend the line by the rule that is named, or change the rule in `oas-file-rules.yaml` or `deck-file-rules.yaml`. `fail-on` says from which severity linting fails.',
    'deck-takeover':
      'A note announces it; look at what the diff changes. An error: run with `adopt: by-name`, or `koctl` for what koctl made, or delete the entities in Konnect.',
    'deck-conflict':
      'Decide which pipeline has the entity, and take it out of the other one. To hand it to Konduct, delete or rename it in Konnect, or give it the tag `konduct`.',
    'deck-warning':
      'Read what decK says. To change a password of basic authentication, give its credential another `id` and `username`, or delete it in Konnect before the sync.',
    'deck-deletes':
      'Look at the deletions in the diff. If they are meant, put the label `konduct-allow-deletes` on the pull request, or start the run by hand with `allow-deletes`; to allow more every time, raise `max-deletes`.',
    'deletion-protected':
      'Take `deletion-protection` out of the manifest, or the label `konduct-protected` off in Konnect, apply that, and delete in [a second merge](../how-to/delete-and-protect.md#protection).',
    'upstream-unclear':
      'Set `upstream` of the service, or of the service in the environment, in the manifest; or write one absolute server into the document. [More](../how-to/say-where-traffic-goes.md).',
    'spec-reference':
      'Write what is referred to into the document. Staging joins the files of a service’s repository; a file that was committed by hand has to be joined before.',
  },
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
  },
  Plans: {
    'foreign-owner':
      'Let one platform have the object: choose another name here; or `konduct release` there and `konduct adopt` here. Where `adopt` keeps it from being taken over, `adopt: by-name` allows it.',
    'name-taken': 'Delete or rename the other object in Konnect, or choose another name in the manifest.',
    'koctl-writes':
      'Turn koctl off for the organization, then apply once more. [How](../how-to/come-from-koctl.md#4-turn-koctl-off).',
    'ambiguous-match':
      'Run with `prune: all`, which removes the copies that are ours, or delete those that are not needed in Konnect.',
    'immutable-difference':
      'Say in the manifest or its environment type what is there; or make the object anew by hand, with what is in it.',
    'field-kept': 'Nothing has to be done. Write another value to replace it.',
    'delete-held':
      'Move what is named elsewhere, or have it deleted as well: run with `force-delete` and the address that the finding shows.',
    'delete-guard':
      'Look at what would be deleted. If it is meant, put the label `konduct-allow-deletes` on the pull request, or start the run by hand with `allow-deletes`; to allow more every time, raise `max-deletes`.',
    'access-orphaned': 'Run with `prune: access`, or `prune: all`, to withdraw it; or declare it again.',
    'moved-idle': 'Delete the entry of `moved` if it was applied; else correct its `from`.',
    'link-yielded':
      'Change it where it is decided, such as in the groups of the identity provider; or take the mapping away there, and the manifest decides.',
    'organization-shared':
      'Give each organization of the manifests the token of its own organization in Konnect; or declare one organization with all environments.',
    'region-unread':
      'List the regions that may hold something of yours under `regions` of the organization; or give the token Viewer roles in the region that is named.',
    'plan-stale': 'Plan again, and look at the new plan.',
    'replace-refused':
      'Undo the change. Or run with `replace: true`, after reading what the plan says is lost: the object is deleted and made anew.',
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
