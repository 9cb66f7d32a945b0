import { listInput } from './parse.ts';

/** Inputs for the secrets that a reconciliation sends. */
export const secretInputs = {
  rotateSecrets: listInput('list of addresses', {
    name: 'rotate-secrets',
    description:
      'The objects whose secrets are sent again although nothing says that they differ, such as after somebody changed ' +
      'one in Konnect. Their addresses as a plan shows them, separated by commas or line breaks.',
  }),
};
