import { pruneModes } from '@konduct/core/policy/settings';
import { booleanInput, choiceInput, listInput } from './parse.ts';

/** What may be deleted with things of others, by everything that deletes. */
export const forceDeleteInput = listInput('list of addresses', {
  name: 'force-delete',
  description:
    'What may be deleted together with things of others: objects of ours that hold them, such as a portal with pages, or ' +
    'at a gateway what others have put on entities of ours, such as a plugin on a service. The addresses or ids that the ' +
    'finding shows, separated by commas or line breaks.',
});

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
  forceDelete: forceDeleteInput,
};
