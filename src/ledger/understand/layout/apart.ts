/** Where one thing that is said ends and another begins. */
const BORDER = /((?:[。；;！!\n]|[，, ](?=另外|还有|再报|再记|补报|新增))+)/;
/** 1、 and （2） */
const MARK = /^\s*(?:[（(]?[一二三四五六七八九十\d]{1,2}[)）、.．]|[①-⑳])/;

/** What is said of a record that is there, beside what tells another; both with blanks in place of the rest. */
export type Apart = { readonly told: string; readonly correction: string };

/**
 * 昨天党课不是31人是30人。另外今天志愿服务6人: a correction in front of what is new, or items of a list of which some correct.
 * Null where there is no such, or where the correction may be of what is told beside it.
 */
export function apart(text: string, isCorrection: (words: string) => boolean): Apart | null {
  const parts = text.split(BORDER);
  if (parts.length < 3) return null;
  const corrects = parts.map((words, i) => i % 2 === 0 && words.trim() !== "" && isCorrection(words));
  const first = corrects.indexOf(true);
  if (first < 0) return null;
  const isListed = (words: string, i: number): boolean => corrects[i] !== true || MARK.test(words);
  const last = corrects.lastIndexOf(true);
  const isAhead = parts.every((words, i) => i > last || i % 2 === 1 || corrects[i] === true || isHeading(words));
  if (!isAhead && !parts.every(isListed)) return null;
  return {
    told: parts.map((words, i) => (corrects[i] === true ? " ".repeat(words.length) : words)).join(""),
    correction: parts.filter((_, i) => corrects[i] === true).join("；"),
  };
}

/** 两件事：, 书记好 */
function isHeading(words: string): boolean {
  return !/\d/.test(words) && words.length <= 16;
}
