import { finding } from '@konduct/core/diagnostic/finding';
import { UserError } from '@konduct/core/diagnostic/user-error';
import type { AppliedPart } from '@konduct/core/drift/applied-part';
import type { RunReport } from '@konduct/core/run/reconciliation';
import { deletesInputs } from '@konduct/operations/inputs/deletes';
import type { InputValues } from '@konduct/operations/inputs/input';
import { loopInputs } from '@konduct/operations/inputs/loop';
import { textInput } from '@konduct/operations/inputs/parse';
import { platformInputs } from '@konduct/operations/inputs/platform';
import { pruneInputs } from '@konduct/operations/inputs/prune';
import {
  detailedExitCodeInput,
  driftInputs,
  konnectInputs,
  levelInput,
  lockInputs,
  planFileInput,
  snapshotFileInput,
  snapshotInput,
} from '@konduct/operations/inputs/reconcile';
import { secretInputs } from '@konduct/operations/inputs/secrets';
import type { ReconcileMode } from '@konduct/operations/options';
import { runView } from '@konduct/operations/reconcile/run-view';
import { Command } from 'commander';
import { asked, yesInput } from '../approval.ts';
import { repeated } from '../every.ts';
import { runAndPrint } from '../operation.ts';
import { addOptions, givenOptions, readOptions } from '../option.ts';
import { type OutputOptions, outputInputs } from '../output.ts';
import type { Terminal } from '../terminal.ts';

const planInputs = {
  ...platformInputs,
  level: levelInput,
  ...konnectInputs,
  ...pruneInputs,
  ...deletesInputs,
  ...secretInputs,
  planFile: planFileInput,
  snapshot: snapshotInput,
  snapshotFile: snapshotFileInput,
  ...outputInputs,
  detailedExitCode: detailedExitCodeInput,
};
const { detailedExitCode: _detailed, snapshot: _snapshot, ...changeInputs } = planInputs;
const applyInputs = { ...changeInputs, ...lockInputs, yes: yesInput, ...loopInputs };

const ownerInputs = {
  owner: textInput('name', {
    name: 'owner',
    description:
      'The value of the konduct-owner label of what it is about, for an organization that no manifest declares any more. ' +
      'Manifests are not read then.',
  }),
  accessTokenVariable: textInput('variable', {
    name: 'access-token-env',
    description: 'With owner: the environment variable that holds the access token of the organization.',
  }),
};
const { forceDelete } = pruneInputs;
const destroyInputs = {
  ...platformInputs,
  ...konnectInputs,
  ...lockInputs,
  forceDelete,
  ...ownerInputs,
  confirm: textInput('name', {
    name: 'confirm',
    description: 'The name of the organization once more, where no person sits at the terminal to type it.',
  }),
  ...outputInputs,
};
const releaseInputs = {
  ...platformInputs,
  ...konnectInputs,
  ...lockInputs,
  ...ownerInputs,
  yes: yesInput,
  ...outputInputs,
};
const adoptInputs = {
  ...platformInputs,
  level: levelInput,
  ...konnectInputs,
  ...lockInputs,
  yes: yesInput,
  ...outputInputs,
};

const { replace } = pruneInputs;
const driftInputsOfCommand = {
  ...platformInputs,
  level: levelInput,
  ...konnectInputs,
  ...driftInputs,
  replace,
  forceDelete,
  ...deletesInputs,
  ...lockInputs,
  yes: yesInput,
  ...loopInputs,
  ...outputInputs,
  detailedExitCode: detailedExitCodeInput,
};

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
        '\n  konduct plan --prune all --plan-file plan.json\n  konduct plan --snapshot konnect-snapshot.json\n  konduct plan --format json | jq .summary' +
        "\n  konduct plan --konnect-url 'http://127.0.0.1:8080/{region}'",
    )
    .action(() => {
      const given = readOptions(command, planInputs);
      return run(terminal, { ...given, mode: 'plan', statedInputs: givenOptions(command, planInputs) });
    });
  addOptions(command, planInputs);
  return command;
}

/** `konduct apply` */
export function applyCommand(terminal: Terminal): Command {
  const command = new Command('apply')
    .summary('make Konnect as the manifests say')
    .description(
      'Compares Konnect with the manifests, shows the plan and asks, changes what differs, and plans again to verify ' +
        `that nothing is left. With a plan file, carries out the plan in it or nothing, and does not ask.\n${tokens}`,
    )
    .addHelpText(
      'after',
      '\nExamples:\n  KONG_AIR_KONNECT_TOKEN=kpat_… konduct apply --environments dev --prune access' +
        '\n  konduct apply --plan-file plan.json' +
        '\n  konduct apply --snapshot-file konnect-snapshot.json' +
        '\n  konduct apply --every 5m --repository https://github.com/kong-air/platform.git',
    )
    .action(() => {
      const given = readOptions(command, applyInputs);
      const statedInputs = givenOptions(command, applyInputs);
      // Whoever names a plan file has seen the plan.
      const question = given.planFile === '' ? 'Carry this plan out?' : undefined;
      return run(terminal, { ...given, mode: 'apply', statedInputs }, question);
    });
  addOptions(command, applyInputs);
  return command;
}

/** `konduct destroy` */
export function destroyCommand(terminal: Terminal): Command {
  const command = new Command('destroy')
    .summary('delete everything of this platform in an organization')
    .description(
      'Deletes everything that carries the owner label of this platform in an organization, or in some of its ' +
        `environments, in all regions; nothing of people or other tools, and nothing that is protected.\n${tokens}`,
    )
    .argument('<organization>', 'the name of the organization')
    .addHelpText('after', '\nExample:\n  konduct destroy kong-air --environments dev --confirm kong-air')
    .action((organization: string) => {
      const given = readOptions(command, destroyInputs);
      const { ask } = terminal;
      const organizations = [organization];
      // At a terminal, the person confirms after seeing the plan.
      const confirm = given.confirm === '' && ask ? organization : given.confirm;
      const options = { ...given, organizations, confirm, mode: 'destroy' } as const;
      return run(
        terminal,
        options,
        `Delete all this in ${organization}?`,
        given.confirm === '' ? organization : undefined,
      );
    });
  const { organizations: _organizations, ...offered } = destroyInputs;
  addOptions(command, offered);
  return command;
}

/** `konduct release` */
export function releaseCommand(terminal: Terminal): Command {
  const command = new Command('release')
    .summary('let go of what this platform manages')
    .description(
      'Takes the labels of Konduct off everything of this platform and changes nothing else: afterwards the objects are ' +
        `nobody's, and another platform may adopt them.\n${tokens}`,
    )
    .addHelpText('after', '\nExample:\n  konduct release --organizations kong-air --environments dev')
    .action(() => {
      const given = readOptions(command, releaseInputs);
      return run(terminal, { ...given, mode: 'release' }, 'Release all this?');
    });
  addOptions(command, releaseInputs);
  return command;
}

/** `konduct drift` */
export function driftCommand(terminal: Terminal): Command {
  const command = new Command('drift')
    .summary('show what differs although git did not change')
    .description(
      'Compares Konnect with the manifests, and tells what somebody changed in Konnect from what git changed since the ' +
        `last apply. With heal, mends what was changed in Konnect.\n${tokens}`,
    )
    .addHelpText(
      'after',
      '\nExamples:\n  konduct drift --since HEAD~1 --detailed-exitcode' +
        '\n  konduct drift --since 1a2b3c4 --deep --environments prod' +
        '\n  konduct drift --since 1a2b3c4 --heal safe',
    )
    .action(() => {
      const { since, ...given } = readOptions(command, driftInputsOfCommand);
      const lastApplied = since === '' ? [] : [{ commit: since }];
      const question = given.heal === 'off' ? undefined : 'Mend this?';
      return run(terminal, { ...given, lastApplied, mode: 'drift' }, question);
    });
  addOptions(command, driftInputsOfCommand);
  return command;
}

/** `konduct adopt` */
export function adoptCommand(terminal: Terminal): Command {
  const command = new Command('adopt')
    .summary('take over what is there, without changing it')
    .description(
      'Writes the labels of Konduct on the objects that the manifests mean and that nobody owns, and changes nothing ' +
        `else: a plan afterwards shows what an apply would change of them.\n${tokens}`,
    )
    .addHelpText('after', '\nExample:\n  konduct adopt --adopt koctl')
    .action(() => {
      const given = readOptions(command, adoptInputs);
      return run(terminal, { ...given, mode: 'adopt' }, 'Adopt all this?');
    });
  addOptions(command, adoptInputs);
  return command;
}

const sinceHere = finding('input-invalid', '--since has no meaning with --repository', undefined, {
  cause: 'Only the newest commit of the repository is fetched',
  fix: 'Leave it out, or repeat the look in a clone of the repository.',
});

const healBlindly = finding('input-invalid', '--heal can mend nothing with --every and --repository', undefined, {
  cause:
    'Only what is known to be drift is mended, and only the newest commit is fetched, not the one that was applied last',
  fix: 'Leave --heal out to hear of what differs. To have changes by hand ended, repeat `konduct apply`.',
});

const planFileOnce = finding('input-invalid', '--every and --plan-file cannot be given together', undefined, {
  cause: 'A plan file is for one run: after it Konnect is no longer as it was planned for.',
  fix: 'Leave one of them out.',
});

type Given = Omit<
  Partial<InputValues<typeof applyInputs & typeof destroyInputs & typeof planInputs & typeof driftInputsOfCommand>>,
  keyof OutputOptions
> &
  InputValues<typeof platformInputs & typeof konnectInputs> &
  OutputOptions & {
    readonly mode: ReconcileMode;
    readonly statedInputs?: readonly string[];
    readonly lastApplied?: readonly AppliedPart[];
  };

/**
 * @param question asked at a terminal with the plan; without it, nothing is asked
 * @param word the text that the person must type
 */
async function run(terminal: Terminal, given: Given, question?: string, word?: string): Promise<void> {
  const { format, quiet, verbose, ...others } = given;
  const { yes = false, owner = '', accessTokenVariable = '', planFile = '', ...more } = others;
  const { every, repository = '', branch = '', listen = '', ...rest } = more;
  const { detailedExitCode = false, snapshot = '', snapshotFile = '', ...options } = rest;
  const { reconcile } = await import(/* webpackMode: "eager" */ '@konduct/operations/reconcile/reconcile');
  const settings = {
    ...options,
    detailedExitCode,
    workspace: terminal.workingDirectory,
    skipWithoutSecrets: false,
    newestCommitAlone: repository !== '',
    ...(owner === '' ? {} : { owner }),
    ...(accessTokenVariable === '' ? {} : { accessTokenVariable }),
    ...(planFile === '' ? {} : { planFile }),
    ...(snapshot === '' ? {} : { snapshot }),
    ...(snapshotFile === '' ? {} : { snapshotFile }),
  };
  // A command that asks nobody needs no consent to be repeated.
  const loop = { every, repository, branch, listen, yes: yes || question === undefined, format, quiet, verbose };
  if (every !== undefined && planFile !== '') throw new UserError([planFileOnce]);
  if (repository !== '' && options.lastApplied?.length) throw new UserError([sinceHere]);
  if (every !== undefined && repository !== '' && (options.heal ?? 'off') !== 'off') throw new UserError([healBlindly]);
  const isRepeated = await repeated(terminal, loop, async (runContext, workspace) => {
    const { reconcileRound } = await import(/* webpackMode: "eager" */ '@konduct/operations/loop/round-report');
    return reconcileRound(await reconcile({ ...settings, workspace }, runContext));
  });
  if (isRepeated) return;
  const isAsked = question !== undefined && !yes && terminal.ask !== undefined;
  process.exitCode = await runAndPrint(terminal, { format, quiet, verbose }, async (runContext) => {
    if (!isAsked) return runView(await reconcile(settings, runContext));
    const told = new Set<string>();
    const approve = (plan: RunReport): Promise<boolean> => {
      const view = runView(plan);
      for (const finding of view.findings) told.add(JSON.stringify(finding));
      return asked(terminal, view, question, word);
    };
    const view = runView(await reconcile(settings, { ...runContext, approve }));
    // Findings that were printed with the plan are not repeated.
    return { ...view, findings: view.findings.filter((finding) => !told.has(JSON.stringify(finding))) };
  });
}
