import { integerInput, listInput } from './parse.ts';

/** Inputs for the secrets that a reconciliation sends. */
export const secretInputs = {
  rotateSecrets: listInput('list of addresses', {
    name: 'rotate-secrets',
    description:
      'The objects whose secrets are sent again although nothing says that they differ, such as after somebody changed ' +
      'one in Konnect. Their addresses as a plan shows them, separated by commas or line breaks.',
  }),
  rotationThreshold: integerInput(0, 3650, {
    name: 'rotation-threshold',
    description:
      'How many days before its end something that expires is a warning, such as a certificate of a gateway.',
    default: '30',
  }),
};
