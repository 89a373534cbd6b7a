import { labelField } from "../labels.ts";

const LINE = /^([^\s:：，,。；;]{1,8})[:：](.+)$/;
const FEWEST_LINES = 3;

/** What each said in a talk that was pasted, with its speaker; null where the text is no talk. */
export function linesOfTalk(text: string): readonly string[] | null {
  if (!text.includes("\n")) return null;
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const speakers = lines.map((line) => LINE.exec(line.trim())?.[1]);
  if (lines.length < FEWEST_LINES || speakers.some((who) => who === undefined || labelField(who) !== null)) return null;
  const persons = new Set(speakers).size;
  return persons > 1 && persons < lines.length ? lines : null;
}
