import type { Remedies } from './remedies.ts';

/** What to do about findings in files, manifests and secret sources. */
export const configurationRemedies: Remedies = {
  'Files and folders': {
    'file-missing':
      'Commit the file at the path that the finding names, or correct what names it: `config` for the platform directory, `manifest` for one more manifest, `spec-path` for a specification (which cannot lie in a submodule), `path` of a `PlatformFile`.',
    'file-unreadable':
      'Check the permissions of the file, and that it is a real file where a file is wanted and a folder where a folder is. After a write that failed because the disk is full, make room and run again: what was there before is there still.',
    'file-too-large':
      'A manifest may have 5 MB, a specification 20 MB unless `max-file-size` allows it up to 32. Split a manifest into several files, which are merged; take examples and generated parts out of a specification, or split the API. A specification in several files may not lead to more files or values than the finding says.',
    'file-encoding':
      'Save the file as UTF-8. Files of Windows editors and of PowerShell’s `>` are often UTF-16: `iconv -f UTF-16 -t UTF-8 FILE` converts one.',
    'file-outside':
      'Write a path that stays inside the platform directory, without `..` in front. Move the file there, or choose a `config` that has both.',
    'file-symlink':
      'Commit the file or folder itself in the place of the link. Links are not followed, because a pull request could lead one to anything on the machine that reads it.',
    'file-empty': 'Write something into the file, or delete it.',
    'file-unread':
      'Correct the name of the file or folder, move it out of the platform directory, or delete it. Which places have a meaning is in [Manifest](manifest.md); a folder of an organization has the key of that organization.',
    'machine-refused':
      'Mend what the finding names: make room on the disk, give the user of the run the right to read or write there, let `TMPDIR` name a folder that can be written to, or raise a limit with `ulimit`. What was committed or applied before is kept; run again.',
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
    'team-without-services':
      'List the services of the team in this environment, each by its key; or write `services: {}` if it is to have none. Where all teams have all their services, leave `teams` out.',
    'service-claimed-twice':
      'Leave the service with one team. To give it to another team, move the whole entry and [its files](../how-to/delete-and-protect.md#change-a-key).',
    'api-name-conflict':
      'Give one of the services another `name`, or the environment type an `api-name` with `${environment}` in it, or one environment another region.',
    'control-plane-name-conflict':
      'Give the team or service of one environment another `control-plane-name`. Only teams and services of one environment may share a control plane.',
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
      'Write an address with its protocol, such as `https://flights.internal.example/v1`, or name a server that the document has, by its `description` or an `x-` key. Several targets need the same protocol and path, and one of them a weight above 0. [More](../how-to/say-where-traffic-goes.md).',
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
    'expires-soon':
      'Make a new certificate or token and declare it beside the old one. When everything uses it, take the old one out of the manifests.',
    'expires-later': 'Nothing has to be done: it tells when something ends.',
    expired: 'Declare a new certificate or token. What used the old one does not work until it has the new one.',
    'secret-not-recorded':
      'Give the token that applies Admin on Identity, which keeps digests of secrets in a system account, and name the object in `rotate-secrets` once. [Why](../decisions/0024-digests-of-secrets-are-recorded.md).',
    'secret-not-compared':
      'Nothing has to be done in a plan. To have the value compared, give the step the variable that the finding names.',
  },
};
