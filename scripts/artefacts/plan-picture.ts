import { commentPicture } from '../picture/comment-box.ts';
import { parseBlocks } from '../picture/markdown-blocks.ts';
import { planComment } from '../picture/plan-comment.ts';
import type { Artefact } from './artefact.ts';

/** The picture in the README, made from the comment itself. */
export async function planPicture(root: string): Promise<Artefact> {
  const blocks = parseBlocks(await planComment(root));
  const title = "Konduct's comment on a pull request: the plan for Kong Air";
  return { path: 'docs/plan-comment.svg', text: commentPicture(blocks, 'dev (us)', title) };
}
