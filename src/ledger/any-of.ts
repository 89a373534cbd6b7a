/**
 * The words told, or patterns of words, with blanks and line ends between them. A line that begins with `//` is a
 * remark; a blank within a word is `\x20`.
 */
export function listed(written: TemplateStringsArray, ...parts: readonly string[]): readonly string[] {
  const lines = String.raw(written, ...parts).split("\n");
  const words = lines.filter((line) => !line.trimStart().startsWith("//")).join(" ");
  return words.trim().split(/\s+/);
}

/** The source of a pattern that takes any of the words that are {@link listed}, the first that fits. */
export function anyOf(written: TemplateStringsArray, ...parts: readonly string[]): string {
  return `(?:${listed(written, ...parts).join("|")})`;
}
