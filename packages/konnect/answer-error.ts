/** An answer of Konnect's that does not have the shape its API contract promises. The message quotes no value. */
export class AnswerError extends Error {
  override readonly name = 'AnswerError';
}
