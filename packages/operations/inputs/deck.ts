import { deckTool } from '@konduct/deck/release';
import { deletesInputs } from './deletes.ts';
import { deckTimeLimitInput, gatewayTimeLimitInput } from './limits.ts';
import { choiceInput, listInput, textInput } from './parse.ts';
import { platformInputs } from './platform.ts';
import { forceDeleteInput } from './prune.ts';
import { detailedExitCodeInput, konnectInputs } from './reconcile.ts';

/** Which decK is used, and how long it may take with files. */
export const deckToolInputs = {
  deckVersion: textInput('version', {
    name: 'deck-version',
    description:
      'The version of decK. It is taken from the PATH or the tool cache, else from its release, checked by checksums, ' +
      'and built with Go where its release cannot be had or is refused.',
    default: deckTool.version,
  }),
  deckChecksums: textInput('SHA-256', {
    name: 'deck-checksums',
    description:
      "The SHA-256 of the checksums.txt of that version's release: exactly this release is accepted. Left out, a release " +
      'is checked against its own checksums.txt, which shows damage and nobody who replaced both, and a note names the ' +
      'digest that was found.',
  }),
  deckTimeLimit: deckTimeLimitInput,
};

export const deckModeInput = choiceInput(['render', 'lint', 'diff', 'sync'], {
  name: 'mode',
  description:
    'Whether to write the decK files that the staged specifications become (render), to check both by your rules ' +
    '(lint), to show what a sync would do (diff), or to do it (sync).',
  default: 'diff',
});

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
export const gatewayInputs = {
  ...platformInputs,
  ...konnectInputs,
  ...deckToolInputs,
  gatewayTimeLimit: gatewayTimeLimitInput,
  ...deletesInputs,
  forceDelete: forceDeleteInput,
};

/** All inputs of a run with decK. */
export const deckInputs = {
  ...platformInputs,
  mode: deckModeInput,
  ...konnectInputs,
  ...deckToolInputs,
  gatewayTimeLimit: gatewayTimeLimitInput,
  ...deletesInputs,
  forceDelete: forceDeleteInput,
  ...lintInputs,
  detailedExitCode: detailedExitCodeInput,
};
