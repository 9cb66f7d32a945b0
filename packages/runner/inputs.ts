import { choiceInput, textInput } from '@konduct/operations/inputs/parse';

/** What actions need of GitHub itself. */
export const commentInput = choiceInput(['auto', 'off'], {
  name: 'comment',
  description:
    'Whether to keep a comment with the plan on the pull request, one for each organization (auto), or not (off).',
  default: 'auto',
});

export const githubTokenInput = textInput('token', {
  name: 'github-token',
  description: 'The token that writes the comment. It needs pull-requests: write, and nothing else.',
});
