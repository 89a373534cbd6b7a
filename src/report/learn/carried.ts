import { isProblems } from "./sections.ts";

const SECTION = /^(?:#+\s*)?[一二三四五六七八九十]{1,3}[、.．]/;
const ITEM =
  /(?:^(?:#+\s*)?(?:[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[.、．])|(?:^|[。；：，])[一二三四五六七八九十]{1,2}是)\s*([^。；：\n]{2,60}?)(?=[。；：]|，[二三四五六七八九十]是|$)/g;

/**
 * The problems that a past report names in its section on them, which the next report answers for. A section on
 * rectification speaks of the year before and gives none.
 */
export function problemsIn(text: string): string[] {
  const problems: string[] = [];
  let isInside = false;
  for (const line of text.split("\n").map((one) => one.trim())) {
    if (SECTION.test(line)) isInside = isProblems(line);
    if (isInside) problems.push(...Array.from(line.matchAll(ITEM), ([, item = ""]) => item));
  }
  return problems;
}
