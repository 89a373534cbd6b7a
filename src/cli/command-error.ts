/** A command cannot go on. The message is one Chinese sentence; status 1 failed, 2 wrong usage. */
export class CommandError extends Error {
  override name = "CommandError";
  readonly status: 1 | 2;

  constructor(message: string, status: 1 | 2 = 1, options: { cause?: unknown } = {}) {
    super(message, options);
    this.status = status;
  }
}
