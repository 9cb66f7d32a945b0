import { inputWords } from '../diagnostic/input-words.ts';
/** The label on a pull request that allows the deletions of its merge beyond `max-deletes`, once. */
export const allowDeletesLabel = 'konduct-allow-deletes';

/** The fix for too many deletions of what has no limit of the user's: the ways to allow them once. */
export const allowOnceFix: string = [
  'Look at what would be deleted. If it is meant, allow it once:',
  `put the label \`${allowDeletesLabel}\` on the pull request, or start the workflow by hand with \`allow-deletes\`, or run with \`--allow-deletes\`.`,
].join(' ');

/** The fix when `sizeProblem` refuses: the ways to allow so many deletions. */
export const allowDeletesFix = `${allowOnceFix} To allow more every time, raise ${inputWords('max-deletes')}.`;
