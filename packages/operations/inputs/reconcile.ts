import { healModes } from '@konduct/core/drift/heal';
import { defaultKonnectUrl } from '@konduct/konnect/client/hosts';
import { reconcileModes } from '../options.ts';
import { deletesInputs } from './deletes.ts';
import { booleanInput, choiceInput, integerInput, textInput } from './parse.ts';
import { platformInputs } from './platform.ts';
import { pruneInputs } from './prune.ts';
import { secretInputs } from './secrets.ts';

export const concurrencyInput = integerInput(1, 64, {
  name: 'concurrency',
  description:
    'How much is done at once: requests to Konnect for each organization, control planes that are synced, repositories ' +
    'that are read.',
  default: '8',
});

/** Inputs for reaching Konnect, and for the changes there. */
export const konnectInputs = {
  konnectUrl: textInput('URL template', {
    name: 'konnect-url',
    description:
      'Where Konnect is, with {region} in the place of the region; global is one of them. ' +
      'Set it to reach Konnect through a gateway, or the simulator.',
    default: defaultKonnectUrl,
  }),
  adopt: choiceInput(['by-name', 'koctl', 'none'], {
    name: 'adopt',
    description:
      'Which objects nobody owns are taken over: those with the right name (by-name), of portals, APIs and gateway ' +
      'entities only those with a mark of koctl (koctl), or none at all. An object with another owner is never touched.',
    default: 'by-name',
  }),
  concurrency: concurrencyInput,
};

export const detailedExitCodeInput = booleanInput({
  name: 'detailed-exitcode',
  description:
    'Whether a plan or a diff that finds changes, or a look for drift that finds some, ends with exit code 2, as terraform does.',
  default: 'false',
});

export const modeInput = choiceInput(reconcileModes, {
  name: 'mode',
  description:
    'Whether to show what would change (plan), to change it (apply), to delete everything of this platform in an ' +
    'organization or some of its environments (destroy, which needs confirm), to take its labels off and leave ' +
    'everything as it is (release), to write them on what nobody owns and change nothing else (adopt), or to show what ' +
    'differs although git did not change (drift).',
  default: 'plan',
});

export const levelInput = choiceInput(['all', 'organization', 'environment'], {
  name: 'level',
  description:
    'Which resources to work on: all of them, those that belong to an organization as a whole (organization), or those ' +
    'of environments (environment), which then wait for what the organization lacks.',
  default: 'all',
});

export const planFileInput = textInput('file', {
  name: 'plan-file',
  description:
    'A file with a plan, relative to the root of the repository, and on the command line to the current folder. A plan ' +
    'is written to it; an apply carries out exactly the plan in it, with the options it was made with, or refuses with ' +
    'plan-stale.',
});

export const snapshotInput = textInput('file', {
  name: 'snapshot',
  description:
    'With mode plan: a file with a snapshot of Konnect, which the plan is made against in the place of Konnect, without a ' +
    'token and without a network.',
});

export const snapshotFileInput = textInput('file', {
  name: 'snapshot-file',
  description:
    'With mode apply or plan: a file to write a snapshot to of what the run saw of Konnect at its end, relative to the root ' +
    "of the repository, and on the command line to the current folder. Secrets and people's addresses are left out.",
});

export const confirmInput = textInput('name', {
  name: 'confirm',
  description: 'With mode destroy: the name of the organization once more, which has to be the only one selected.',
});

/** Inputs about what differs although git did not change. */
export const driftInputs = {
  since: textInput('commit', {
    name: 'since',
    description:
      'With mode drift: the commit that was applied last. What the manifests changed since is pending, and no drift. On ' +
      'GitHub it is found by itself, where an apply could record it.',
  }),
  heal: choiceInput(healModes, {
    name: 'heal',
    description:
      'With mode drift: which drift the run mends. Nothing (off), what needs no deletion (safe), or all of it, with ' +
      'what no manifest declares (all). What is pending is never touched.',
    default: 'off',
  }),
  deep: booleanInput({
    name: 'deep',
    description:
      'With mode drift: whether everything is read and compared that lists do not show, such as specifications and the ' +
      'targets of links. It costs a request for each.',
    default: 'false',
  }),
};

/** Inputs about two runs at once. */
export const lockInputs = {
  lock: booleanInput({
    name: 'lock',
    description:
      'Whether the run takes the lease of an organization before its first write, so that no other run writes there ' +
      'meanwhile. The lease is a system account named konduct-lease, which is removed at the end.',
    default: 'true',
  }),
  lockTimeout: integerInput(0, 86_400, {
    name: 'lock-timeout',
    description: 'How many seconds to wait for another run that is changing the organization, before giving up.',
    default: '0',
  }),
};

/** All inputs of a reconciliation. */
export const reconcileInputs = {
  ...platformInputs,
  level: levelInput,
  mode: modeInput,
  ...konnectInputs,
  ...pruneInputs,
  ...deletesInputs,
  ...secretInputs,
  planFile: planFileInput,
  snapshot: snapshotInput,
  snapshotFile: snapshotFileInput,
  confirm: confirmInput,
  ...driftInputs,
  ...lockInputs,
  detailedExitCode: detailedExitCodeInput,
};
