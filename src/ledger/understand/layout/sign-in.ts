import { nameOf } from "../people/read-names.ts";
import type { Token } from "../token.ts";

/** 1 张三, 2. 李四同志: a line of a name alone. */
const NAMED = /^[ \t]*(?:\d{1,2}(?:[、.) ] ?)?)?([一-龥]{2,5})[ \t]*$/;
const FEWEST_NAMES = 3;
/** Whose names these are says the line above: of those who signed, unless it speaks of others. */
const OF_OTHERS = /请假|缺席|未到|没来|候选|对象|分子|表彰|优秀|获奖|公示|慰问|困难|推荐|拟|待/;

/** The names of a list of those who signed, one a line, are those who came. */
export function withSignIn(s: string, tokens: readonly Token[]): readonly Token[] {
  if (!s.includes("\n")) return tokens;
  const [first, last, above] = namesIn(s);
  if (first < 0 || OF_OTHERS.test(above)) return tokens;
  const kept = tokens.filter(({ start, end }) => end <= first || start >= last);
  return [...kept, { type: "names", start: first, end: last } as const].sort((a, b) => a.start - b.start);
}

/** From the first name of the first list of names to its last one, and the line above. */
function namesIn(s: string): readonly [number, number, string] {
  let [first, last, count, above, at] = [-1, -1, 0, "", 0];
  for (const line of s.split("\n")) {
    const name = NAMED.exec(line)?.[1];
    if (name !== undefined && nameOf(name) !== null) {
      if (count++ === 0) first = at;
      last = at + line.trimEnd().length;
    } else if (count >= FEWEST_NAMES) break;
    else [first, last, count, above] = [-1, -1, 0, line];
    at += line.length + 1;
  }
  return count >= FEWEST_NAMES ? [first, last, above] : [-1, -1, ""];
}
