/** 合计36人次 8.5小时 on a line of its own, at the end. */
const SUM =
  /\n\s*(?:以上)?(?:合计|总计|共计|累计|小计)[:： ]*(?:[\d.]+ ?(?:人次|人|名|次|场|个?小时|分钟|户|元)(?:[,，、;；\t ]+|(?=[。\s]|$)))+[。]?\s*$/;
const LINE_OF_TABLE = /\d ?(?:人|名|位|户|次|元)/;

/** Blanks take the place of the last line of a pasted list, which adds up those before it. */
export function withoutSum(text: string): string {
  if (!text.includes("\n")) return text;
  const at = SUM.exec(text)?.index ?? 0;
  const rows =
    at === 0
      ? 0
      : text
          .slice(0, at)
          .split("\n")
          .filter((row) => LINE_OF_TABLE.test(row)).length;
  return rows < 2 ? text : text.slice(0, at) + " ".repeat(text.length - at);
}
