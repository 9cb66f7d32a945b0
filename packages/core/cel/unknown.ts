/**
 * Thrown by a getter of the context for a value that is not known yet, such as the id of a resource that does not exist. The
 * engine lets it through and absorbs it as it does any error: `id == 'x' || true` is true, an untaken branch is not
 * read. So an evaluation throws Unknown exactly when its result depends on the value at `path`.
 *
 * It is an Error because the engine recognises errors by that class. It is thrown in the ordinary course of a plan,
 * thousands of times, so it takes no stack trace.
 */
export class Unknown extends Error {
  override readonly name = 'Unknown';
  readonly path: string;

  constructor(path: string) {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    super(`${path} is not known yet`);
    Error.stackTraceLimit = limit;
    this.path = path;
  }
}
