import type { Input } from '@konduct/operations/inputs/input';
import { choiceInput } from '@konduct/operations/inputs/parse';

/** What actions need of GitHub itself. */
export const commentInput = choiceInput(['auto', 'off'], {
  name: 'comment',
  description:
    'Whether to keep a comment with the plan on the pull request, one for each organization (auto), or not (off).',
  default: 'auto',
});

export const githubTokenInput: Input<string> = {
  name: 'github-token',
  description: 'The token that writes the comment. It needs pull-requests: write, and nothing else.',
  default: '${{ github.token }}',
  type: 'token',
  // GitHub fills the expression in; whoever reads it as it stands is elsewhere and has no token.
  parse: (text) => ({ value: text.startsWith('${{') ? '' : text }),
};
