import { deckInputs, deckToolInputs, gatewayInputs, lintInputs } from '@konduct/operations/inputs/deck';
import type { Inputs } from '@konduct/operations/inputs/input';
import { loopInputs } from '@konduct/operations/inputs/loop';
import { booleanInput } from '@konduct/operations/inputs/parse';
import { platformInputs } from '@konduct/operations/inputs/platform';
import { detailedExitCodeInput } from '@konduct/operations/inputs/reconcile';
import { Command } from 'commander';
import { asked, yesInput } from '../approval.ts';
import { repeated } from '../every.ts';
import { runAndPrint } from '../operation.ts';
import { addOptions, readOptions } from '../option.ts';
import { outputInputs } from '../output.ts';
import type { Terminal } from '../terminal.ts';

const checkInput = booleanInput({
  name: 'check',
  description: 'Writes nothing, and ends with exit code 2 when a file differs.',
  default: 'false',
});

interface Mode {
  readonly name: 'render' | 'lint' | 'diff' | 'sync';
  readonly summary: string;
  readonly description: string;
  readonly example: string;
  readonly inputs: Inputs;
}

const tokens =
  'Access tokens come from where the manifests say: the environment variable or the file that an organization names.';

const modes: readonly Mode[] = [
  {
    name: 'render',
    summary: 'write the decK files that specifications become',
    description: 'Renders staged specifications to decK files and merges them to one kong.yaml for each team.',
    example: 'konduct deck render --check',
    inputs: { ...platformInputs, ...deckToolInputs, check: checkInput },
  },
  {
    name: 'lint',
    summary: 'check specifications and decK files by your rules',
    description: 'Lints staged specifications by oas-file-rules.yaml and decK files by deck-file-rules.yaml.',
    example: 'konduct deck lint --fail-on warning',
    inputs: { ...platformInputs, ...deckToolInputs, ...lintInputs },
  },
  {
    name: 'diff',
    summary: 'show what a sync would do',
    description: `Compares every control plane with its team's kong.yaml. Writes nothing.\n${tokens}`,
    example: 'konduct deck diff --environments dev --format json | jq .summary',
    inputs: { ...gatewayInputs, detailedExitCode: detailedExitCodeInput },
  },
  {
    name: 'sync',
    summary: 'make control planes as kong.yaml says',
    description: `Syncs every control plane with its team's kong.yaml. Only what Konduct wrote is touched, and of what others put on that,\nwhat --force-delete names.\n${tokens}`,
    example: 'konduct deck sync --environments dev',
    inputs: { ...gatewayInputs, yes: yesInput, ...loopInputs },
  },
];

/** `konduct deck` */
export function deckCommand(terminal: Terminal): Command {
  const command = new Command('deck')
    .summary('render, lint, compare and sync gateways')
    .description("Works on the gateways' side of the platform with decK, which is found, downloaded or built.");
  for (const mode of modes) command.addCommand(modeCommand(mode, terminal));
  return command;
}

function modeCommand({ name, summary, description, example, inputs }: Mode, terminal: Terminal): Command {
  const offered = { ...inputs, ...outputInputs };
  const command = new Command(name)
    .summary(summary)
    .description(description)
    .addHelpText('after', `\nExample:\n  ${example}`)
    .action(async () => {
      // Options that this command lacks have the defaults of the action's inputs.
      const { format, quiet, verbose, check, yes, every, repository, branch, listen, ...given } = readOptions(command, {
        ...deckInputs,
        check: checkInput,
        yes: yesInput,
        ...loopInputs,
        ...outputInputs,
      });
      const { runDeck } = await import(/* webpackMode: "eager" */ '@konduct/operations/deck/run');
      const { deckView } = await import(/* webpackMode: "eager" */ '@konduct/operations/deck/view');
      const run = { ...given, mode: name, check, workspace: terminal.workingDirectory, skipWithoutSecrets: false };
      const loop = { every, repository, branch, listen, yes, format, quiet, verbose };
      const isRepeated = await repeated(terminal, loop, async (runContext, workspace) => {
        const { deckRound } = await import(/* webpackMode: "eager" */ '@konduct/operations/loop/round-report');
        return deckRound(await runDeck({ ...run, workspace }, runContext));
      });
      if (isRepeated) return;
      process.exitCode = await runAndPrint(terminal, { format, quiet, verbose }, async (runContext) => {
        if (name !== 'sync' || yes || !terminal.ask) return deckView(await runDeck(run, runContext));
        const diff = deckView(await runDeck({ ...run, mode: 'diff' }, runContext));
        const isApproved = !diff.changed || (await asked(terminal, diff, 'Sync all this?'));
        return isApproved ? deckView(await runDeck(run, runContext)) : diff;
      });
    });
  addOptions(command, offered);
  return command;
}
