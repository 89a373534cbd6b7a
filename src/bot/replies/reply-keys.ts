/** The key under which it is kept that a message was taken back. */
export function recallKey(message: string): string {
  return `${message}:recall`;
}

/** The key of the n-th part of what is answered to a message, or of the part that waits and may be taken back. */
export function replyKey(message: string, part: number | "later"): string {
  return `${message}/${part}`;
}

/** The key under which it is told what became of the n-th file of a message. */
export function fileKey(message: string, n: number): string {
  return `${message}/file/${n}`;
}

/** The key of the message that was answered, be it at once or when its file was here. */
export function answeredBy(key: string): string {
  return key.replace(/(?:\/file\/\d+)?\/(?:\d+|later)$/, "");
}
