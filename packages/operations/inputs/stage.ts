import { type FailOn, failOnLevels } from '@konduct/core/manifest/table/environment';
import { deckToolInputs } from './deck.ts';
import { compareTimeLimitInput, specificationLimitInputs } from './limits.ts';
import { choiceInput, integerInput, listInput, optional, textInput } from './parse.ts';
import { platformInputs } from './platform.ts';
import { concurrencyInput } from './reconcile.ts';

/** Inputs for reading specifications, for every target. */
export const stageInputs = {
  ...platformInputs,
  services: listInput('list of names', {
    name: 'service',
    description:
      'The keys of the services to read, separated by commas or line breaks. All of them when left out; what others ' +
      'have staged stays as it is.',
  }),
  concurrency: concurrencyInput,
  timeLimitSeconds: integerInput(1, 3600, {
    name: 'time-limit',
    description: 'How many seconds reading one repository may take.',
    default: '60',
  }),
  ...specificationLimitInputs,
  referenceHosts: listInput('list of names', {
    name: 'reference-hosts',
    description:
      'The hosts that a $ref of a specification may lead to, separated by commas or line breaks. None when left out.',
  }),
  failOn: optional<FailOn>(
    choiceInput(failOnLevels, {
      name: 'api-fail-on',
      description:
        'Which changes of APIs are stopped unless they are accepted: those that break callers (breaking), these and ' +
        'those that may break them (warn), or none (off). Left out, what the manifest says of each environment with ' +
        'fail-on.',
      default: 'off',
    }),
  ),
  ...deckToolInputs,
  compareTimeLimit: compareTimeLimitInput,
  oasdiffChecksums: textInput('SHA-256', {
    name: 'oasdiff-checksums',
    description:
      "The SHA-256 of the checksums.txt of oasdiff's release: exactly this release is accepted. Left out, a release is " +
      'accepted when its archive is the one that Konduct knows. oasdiff that cannot be had so is built with Go; without ' +
      'it the pull request does not name breaking changes.',
  }),
};

export const stageModeInput = choiceInput(['stage', 'check'], {
  name: 'mode',
  description:
    'Whether to bring specifications from their repositories (stage), or to compare those of a pull request with its base ' +
    'and to fail where the gate of an environment stops them (check).',
  default: 'stage',
});

/** Inputs for branches and pull requests. */
export const pullRequestInputs = {
  base: textInput('branch', {
    name: 'base',
    description: 'The branch that pull requests are for. The default branch when left out.',
  }),
  reviewers: listInput('list of names', {
    name: 'reviewers',
    description: 'People who are asked to review a new pull request, separated by commas or line breaks.',
  }),
  teamReviewers: listInput('list of names', {
    name: 'team-reviewers',
    description: 'Teams that are asked to review a new pull request, by their short names.',
  }),
  labels: listInput('list of names', {
    name: 'labels',
    description: 'Labels of the pull requests, separated by commas or line breaks.',
  }),
};

/** Inputs for the login of service repositories for which the manifest names none. */
export const serviceLoginInputs = {
  serviceToken: textInput('token', {
    name: 'service-token',
    description:
      "A token that may read the service repositories on GitHub's host for which the manifest names no login: contents: " +
      'read. Without one they have to be public.',
  }),
  serviceKey: textInput('ssh key', {
    name: 'service-ssh-key',
    description: 'A private key that may read the service repositories by ssh for which the manifest names no login.',
  }),
  knownHosts: textInput('lines of a known_hosts file', {
    name: 'known-hosts',
    description: 'The keys of hosts reached by ssh. Without them a host is believed the first time.',
  }),
};
