import { LABEL_WORDS } from "./labels.ts";

const CELL = `(?:${LABEL_WORDS}|序号|编号|活动|会议|时长\\([^()]{1,4}\\)|人数\\([^()]{1,4}\\))`;
const HEAD = new RegExp(`^\\s*${CELL}(?:[\\t |,，、]+${CELL})+[\\t |]*(?=\\r?\\n)`, "m");
/** 合计36人次 8.5小时 on a line of its own, at the end. */
const SUM =
  /\n\s*(?:合计|总计|共计|累计|小计)[:： ]*(?:[\d.]+ ?(?:人次|人|名|次|场|个?小时|分钟|户|元)(?:[,，、;；\t ]+|(?=[。\s]|$)))+[。]?\s*$/;
const LINE_OF_TABLE = /\d ?(?:人|名|位|户|次|元)/;

/**
 * Blanks take the place of the line of a pasted table that only names its columns (日期 类别 内容 人数), and of the last
 * one, which adds up those before it.
 */
export function withoutTableHead(text: string): string {
  if (!text.includes("\n")) return text;
  return withoutSum(text.replace(HEAD, blank));
}

function withoutSum(text: string): string {
  const at = SUM.exec(text)?.index ?? 0;
  const rows =
    at === 0
      ? 0
      : text
          .slice(0, at)
          .split("\n")
          .filter((row) => LINE_OF_TABLE.test(row)).length;
  return rows < 2 ? text : text.slice(0, at) + blank(text.slice(at));
}

function blank(words: string): string {
  return " ".repeat(words.length);
}
