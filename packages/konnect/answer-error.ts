/** An answer of Konnect without the shape that its API contract promises. The message quotes no value. */
export class AnswerError extends Error {
  override readonly name = 'AnswerError';
}
