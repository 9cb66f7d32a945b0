import { deletesInputs } from '@konduct/operations/inputs/deletes';
import { type InputValues, readInputs } from '@konduct/operations/inputs/input';
import { platformInputs } from '@konduct/operations/inputs/platform';
import { pruneInputs } from '@konduct/operations/inputs/prune';
import { detailedExitCodeInput, konnectInputs, levelInput } from '@konduct/operations/inputs/reconcile';
import { runView } from '@konduct/operations/reconcile/run-view';
import { Command } from 'commander';
import { formatInput } from '../format.ts';
import { runAndPrint } from '../operation.ts';
import { addOptions, optionText } from '../option.ts';
import type { Terminal } from '../terminal.ts';

const applyInputs = {
  ...platformInputs,
  level: levelInput,
  ...konnectInputs,
  ...pruneInputs,
  ...deletesInputs,
  format: formatInput,
};
const planInputs = { ...applyInputs, detailedExitCode: detailedExitCodeInput };

const tokens =
  'Access tokens come from where the manifests say: the environment variable or the file that an organization names.';

/** `konduct plan` */
export function planCommand(terminal: Terminal): Command {
  const command = new Command('plan')
    .summary('show what apply would do')
    .description(`Compares Konnect with the manifests and shows what an apply would do. Writes nothing.\n${tokens}`)
    .addHelpText(
      'after',
      '\nExamples:\n  konduct plan --organizations kong-air --environments dev' +
        "\n  konduct plan --format json | jq .summary\n  konduct plan --konnect-url 'http://127.0.0.1:8080/{region}'",
    )
    .action(() => {
      const { detailedExitCode, ...given } = readInputs(planInputs, (name) => optionText(command, name));
      return run(terminal, { ...given, mode: 'plan', detailedExitCode });
    });
  addOptions(command, planInputs);
  return command;
}

/** `konduct apply` */
export function applyCommand(terminal: Terminal): Command {
  const command = new Command('apply')
    .summary('make Konnect as the manifests say')
    .description(
      `Compares Konnect with the manifests, changes what differs, and plans again to verify that nothing is left.\n${tokens}`,
    )
    .addHelpText('after', '\nExample:\n  KONNECT_TOKEN=kpat_… konduct apply --environments dev')
    .action(() => {
      const given = readInputs(applyInputs, (name) => optionText(command, name));
      return run(terminal, { ...given, mode: 'apply', detailedExitCode: false });
    });
  addOptions(command, applyInputs);
  return command;
}

type Given = InputValues<typeof planInputs> & { readonly mode: 'plan' | 'apply' };

async function run(terminal: Terminal, { format, ...options }: Given): Promise<void> {
  const { reconcile } = await import(/* webpackMode: "eager" */ '@konduct/operations/reconcile/reconcile');
  const settings = { ...options, workspace: terminal.workingDirectory, skipWithoutSecrets: false };
  process.exitCode = await runAndPrint(terminal, format, async (runContext) =>
    runView(await reconcile(settings, runContext)),
  );
}
