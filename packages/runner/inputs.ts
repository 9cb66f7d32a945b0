import type { Input } from '@konduct/operations/inputs/input';
import { choiceInput } from '@konduct/operations/inputs/parse';
import { reviewedModes } from '@konduct/operations/options';

/** The inputs of actions about GitHub. */
export const commentInput = choiceInput(['auto', 'off'], {
  name: 'comment',
  description:
    'Whether to keep comments on the pull request that say what merging it would change, one for each organization ' +
    '(plan) or environment (diff) (auto), or not (off).',
  default: 'auto',
});

export const reviewedInput = choiceInput(reviewedModes, {
  name: 'reviewed',
  description:
    'What an apply does with changes that no plan of a merged pull request has, because Konnect or the branch was ' +
    'changed since: it refuses to start (required), warns and makes them (warn), or does not compare (off). A plan on a ' +
    'pull request is kept for that in a check run on its head commit, unless this is off.',
  default: 'warn',
});

export const githubTokenInput: Input<string> = {
  name: 'github-token',
  description:
    'The token for GitHub. Comments need pull-requests: write; linting reads what a pull request changes, and a merge ' +
    "reads its pull request's labels, with pull-requests: read; a plan is kept for review with checks: write, and an " +
    'apply reads it with checks: read, contents: read and pull-requests: read; an apply is recorded with ' +
    'deployments: write, for a look for drift, which reads that with deployments: read and keeps issues with issues: write; staging needs contents: write and ' +
    "pull-requests: write, and should be a GitHub App's, because pull requests of the workflow's own token start no workflows.",
  default: '${{ github.token }}',
  type: 'token',
  // GitHub replaces the expression. Outside of GitHub it stays, and there is no token.
  parse: (text) => ({ value: text.startsWith('${{') ? '' : text }),
};

export const workflowTokenInput: Input<string> = {
  name: 'workflow-token',
  description:
    "The workflow's own token, by which a run tells whether github-token was given. Leave it out: where github-token was " +
    'not given, the token of platform.git.github in the manifest goes before this one.',
  default: '${{ github.token }}',
  type: 'token',
  parse: githubTokenInput.parse,
};
