import { defaultDeckVersion } from '@konduct/tool/provide/release';
import { choiceInput, integerInput, listInput, optional, textInput } from './parse.ts';
import { platformInputs } from './platform.ts';
import { detailedExitCodeInput, konnectInputs } from './reconcile.ts';

/** Which decK is used. */
export const deckToolInputs = {
  deckVersion: textInput('version', {
    name: 'deck-version',
    description:
      'The version of decK. It is taken from the PATH or the tool cache, downloaded when its checksums are vouched for, ' +
      'or else built with Go.',
    default: defaultDeckVersion,
  }),
  deckChecksums: textInput('SHA-256', {
    name: 'deck-checksums',
    description:
      "The SHA-256 of the checksums.txt of that version's release, which vouches for a download that Konduct does not.",
  }),
};

export const deckModeInput = choiceInput(['render', 'lint', 'diff', 'sync'], {
  name: 'mode',
  description:
    'Whether to write the decK files that the staged specifications become (render), to check both by your rules ' +
    '(lint), to show what a sync would do (diff), or to do it (sync).',
  default: 'diff',
});

export const maxDeletesInput = optional(
  integerInput(0, 1_000_000, {
    name: 'max-deletes',
    description:
      'How many entities of one control plane a sync may delete. Left out, more than 10, or more than 30 % of at least ' +
      '10, are refused.',
    default: '',
  }),
);

export const lintInputs = {
  changedFiles: listInput('list of paths', {
    name: 'changed-files',
    description:
      'The only files to lint, relative to the repository, separated by commas or line breaks. Left out, those that the ' +
      'pull request changes, and elsewhere all.',
  }),
  failOn: choiceInput(['error', 'warning', 'never'], {
    name: 'fail-on',
    description: 'The least severity of a finding that lets linting fail.',
    default: 'error',
  }),
};

/** What a comparison or a sync of gateways can be told. */
export const gatewayInputs = { ...platformInputs, ...konnectInputs, ...deckToolInputs, maxDeletes: maxDeletesInput };

/** All that a run with decK can be told. */
export const deckInputs = {
  ...platformInputs,
  mode: deckModeInput,
  ...konnectInputs,
  ...deckToolInputs,
  maxDeletes: maxDeletesInput,
  ...lintInputs,
  detailedExitCode: detailedExitCodeInput,
};
