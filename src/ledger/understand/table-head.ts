import { LABEL_WORDS } from "./labels.ts";

const CELL = `(?:${LABEL_WORDS}|序号|编号|活动|会议|时长\\([^()]{1,4}\\)|人数\\([^()]{1,4}\\))`;
const HEAD = new RegExp(`^\\s*${CELL}(?:[\\t |,，、]+${CELL})+[\\t |]*(?=\\r?\\n)`);

/** Blanks take the place of the first line of a pasted table, which only names its columns: 日期 类别 内容 人数. */
export function withoutTableHead(text: string): string {
  return text.includes("\n") ? text.replace(HEAD, (head) => " ".repeat(head.length)) : text;
}
