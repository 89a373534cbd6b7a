import { isProblems } from "./sections.ts";

const SECTION = /^(?:#+\s*)?[一二三四五六七八九十]{1,3}[、.．]/;
const ITEM =
  /(?:^(?:#+\s*)?(?:[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[.、．])|(?:^|[。；：，])[一二三四五六七八九十]{1,2}是)\s*([^。；：\n]{2,60}?)(?=[。；：]|，[二三四五六七八九十]是|$)/g;

/** 1.……。2.……。 in one paragraph. */
const NUMBERED = /^\d{1,2}[.、．]/;
const NUMBERED_ITEM = /(?:^|[。；])\s*\d{1,2}[.、．]\s*([^。；：\n]{2,60}?)(?=[。；：]|$)/g;

const HEAD = /^(?:#+\s*)?[（(][一二三四五六七八九十]{1,3}[）)]/;
const ASPECT = /方面$/;
/** A place that nobody has filled in. */
const BLANK = /^(?:【待填|[_＿Xx×…—\s]+$)/;

/**
 * The problems that a past report names in its section on them, which the next report answers for. A section on
 * rectification speaks of the year before and gives none; what is told under （一）……, 一是 and 二是, is part of it.
 */
export function problemsIn(text: string): string[] {
  const problems: string[] = [];
  let isInside = false;
  let isTold = false;
  for (const line of text.split("\n").map((one) => one.trim())) {
    if (SECTION.test(line)) [isInside, isTold] = [isProblems(line), false];
    if (!isInside) continue;
    const { items, isWhole } = itemsOf(line);
    if (isTold && isWhole === undefined) continue;
    isTold = isWhole === true;
    problems.push(...items);
  }
  return problems;
}

/** The problems of a line; behind （一） at its beginning, whether that is one by itself (and not: 学习方面). */
function itemsOf(line: string): { items: string[]; isWhole?: boolean } {
  const found = Array.from(line.matchAll(NUMBERED.test(line) ? NUMBERED_ITEM : ITEM), ({ index, 1: item = "" }) => ({
    index,
    item,
  })).filter(({ item }) => !BLANK.test(item));
  const items = found.map(({ item }) => item);
  const [head = "", ...below] = items;
  if (!HEAD.test(line) || found[0]?.index !== 0) return { items };
  const isWhole = !ASPECT.test(head);
  return { items: isWhole || below.length === 0 ? [head] : below, isWhole };
}
