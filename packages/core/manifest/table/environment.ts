import { regions, regionTitle } from '../../value/region.ts';
import { optionalMap } from '../key/mapping.ts';
import { data, requiredText, requiredWord, text, texts, word } from '../key/scalar.ts';
import { itemTable, type Read } from '../key/table.ts';
import { inheritedParameters } from './parameters.ts';
import { deletionProtection } from './protection.ts';
import { upstream } from './upstream.ts';

/** The changes of APIs that stop a staging: breaking ones, those and risky ones (`warn`), or none (`off`). */
export const failOnLevels = ['breaking', 'warn', 'off'] as const;
export type FailOn = (typeof failOnLevels)[number];

export type ManifestEnvironment = Read<typeof environmentTable>;
export type ManifestEnvironmentTeam = Read<typeof environmentTeamTable>;
export type ManifestEnvironmentService = Read<typeof environmentServiceTable>;

/** An item of the `services` of a team in an environment. */
const environmentServiceTable = itemTable('What is special about a service in this environment.', {
  branch: text('The branch its specification is read from here, if not the one the environment type says.', {
    examples: ['release'],
  }),
  controlPlaneName: text(
    'The name of the control plane that this service goes to, if not the one of its team: one of its own, or one that ' +
      'several services and teams of this environment share.',
    { examples: ['payments-prd'] },
  ),
  parameters: data('As `parameters` of the service, in this environment.', { examples: [{ tier: 'silver' }] }),
  upstream: upstream('Where the gateway of this environment sends its traffic, if not where the service says.'),
});

/** An item of the `teams` of an environment. */
const environmentTeamTable = itemTable(
  {
    title: 'Team in an environment',
    definition: 'environmentTeam',
    description: 'What is special about a team in this environment.',
  },
  {
    controlPlaneName: text(
      'The name of its control plane, if not `<team>-<environment>`. Teams of one environment with one name share the ' +
        'control plane: the files of all of them are synced to it together.',
      { examples: ['shared-dev'] },
    ),
    parameters: inheritedParameters('the team’s blueprint and its services in this environment'),
    services: optionalMap(
      'The services of the team in this environment, each by its key. Without this key it has none, as in koctl, and a ' +
        'warning says so; `{}` means none without a warning. A team has all of its services where `teams` is left out.',
      environmentServiceTable,
    ),
  },
);

/** An item of the `environments` of an organization. */
export const environmentTable = itemTable(
  {
    title: 'Environment',
    definition: 'environment',
    description: 'A place services run in: a developer portal, and a control plane for each team.',
  },
  {
    type: requiredText('The name of an environment type: a built-in one, or one defined under `environment-types`.', {
      examples: ['PROD'],
    }),
    region: requiredWord('The Konnect region its portal and control planes are in.', regions, { title: regionTitle }),
    teams: optionalMap(
      'The teams in this environment. Without this key, all of them; with it, exactly those named here.',
      environmentTeamTable,
    ),
    blueprint: text('The blueprint that says what the environment becomes in Konnect, if not the usual one.', {
      examples: ['environment-internal'],
    }),
    parameters: inheritedParameters('that blueprint, and for all teams and services in the environment'),
    dependsOn: texts(
      'Environments of this organization that come first. While one of them has a failed change, or could not be read, ' +
        'apply, sync and prune leave this one alone and say so, in a run about both.',
      { type: 'string', description: 'The name of an environment.', examples: ['dev'] },
      { keepEmpty: true },
    ),
    deletionProtection: deletionProtection('what this environment became'),
    failOn: word(
      'Which changes of an API may not come to this environment unless they are accepted: those that break callers ' +
        '(`breaking`), these and those that may break them (`warn`), or none (`off`).',
      failOnLevels,
      { default: 'off' },
    ),
  },
);
