import { type Comment, type Comments, isSameBody } from './comments.ts';

/** Writes `body` into the comment that begins with `marker`, or creates it. Writes nothing if the body is the same. */
export async function keepComment(
  comments: Comments,
  own: readonly Comment[],
  marker: string,
  body: string,
): Promise<'created' | 'updated' | 'unchanged'> {
  const wanted = `${marker}\n${body}`;
  const existing = own.find((comment) => comment.body.startsWith(marker));
  if (!existing) {
    await comments.create(wanted);
    return 'created';
  }
  if (isSameBody(existing.body, wanted)) return 'unchanged';
  await comments.update(existing.id, wanted);
  return 'updated';
}
