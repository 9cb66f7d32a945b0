import { booleanInput, listInput, textInput } from './parse.ts';

// Inputs of every action and command. This file must not import code about Konnect, because it is bundled into
// `validate-config`.

/** The platform directory that is not named anywhere. */
export const defaultDirectory = 'konnect';

/** Which manifests a run is about. */
export const platformInputs = {
  config: textInput('path', {
    name: 'config',
    description:
      'The platform directory, relative to the root of the repository, and on the command line to the current folder. ' +
      'Every YAML file directly in it is a manifest; deeper lie blueprints and the staged specifications.',
    default: defaultDirectory,
  }),
  manifests: listInput('list of paths', {
    name: 'manifest',
    description: 'More manifest files, separated by commas or line breaks. They are merged with those of config.',
  }),
  organizations: listInput('list of names', {
    name: 'organizations',
    description: 'The organizations to work on, separated by commas or line breaks. All of them when left out.',
  }),
  environments: listInput('list of names', {
    name: 'environments',
    description:
      'The environments to work on, separated by commas or line breaks. All of them when left out; what belongs to ' +
      'an organization as a whole is included unless level says otherwise.',
  }),
  allowLiteralSecrets: booleanInput({
    name: 'allow-literal-secrets',
    description: 'Whether secrets may stand in clear in manifests. For trials only.',
    default: 'false',
  }),
};
