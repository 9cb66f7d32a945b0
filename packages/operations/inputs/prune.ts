import { pruneModes } from '@konduct/core/policy/settings';
import { booleanInput, choiceInput, listInput } from './parse.ts';

/** Inputs for the objects that a reconciliation may delete. */
export const pruneInputs = {
  prune: choiceInput(pruneModes, {
    name: 'prune',
    description:
      'What of what no manifest declares any more is removed: nothing (off), access that was withdrawn, which is roles, ' +
      'memberships and publications (access), or everything of this platform (all). Objects of people and of other tools ' +
      'are never removed.',
    default: 'off',
  }),
  replace: booleanInput({
    name: 'replace',
    description:
      'Whether an object of which a field differs that cannot change is deleted and made anew. Otherwise the plan refuses ' +
      'the change.',
    default: 'false',
  }),
  forceDelete: listInput('list of addresses', {
    name: 'force-delete',
    description:
      'The addresses of objects that may be deleted although they hold things that are not of this platform, such as ' +
      'pages or data planes; separated by commas or line breaks, as the plan shows them.',
  }),
};
