/** How people say a command whose name does not stand in front, by whole messages: none takes words out of a record. */
export type Spoken = {
  /** What each of these messages holds, and most other messages do not. */
  readonly hint: RegExp;
  /** What is said, and the same with the name in front; the first that fits counts. */
  readonly ways: readonly (readonly [said: RegExp, meant: string])[];
};

/** 请, 帮我: says nothing. */
const POLITE = "(?:请|麻烦|帮我|帮忙|给我|我[要想])*";
export const LOOK = "(?:查看|看看|看一?下|看|查一?下|查)";
export const STOP = "关闭|关掉|关了?|停掉|停止|停发|停了?|取消|暂停|不要再?发?|不用再?发?|不再发|不发|别再?发?";
export const START = "重新打开|打开|重新开启|开启|启用|恢复|继续发?";

const LONGEST = 40;

/** A way of saying it, be it politely. */
export function way(said: string, meant: string): readonly [RegExp, string] {
  return [new RegExp(`^${POLITE}(?:${said})$`, "u"), meant];
}

/** The words of a command with its name in front, where they were said in another order; else as they are. */
export function nameFirst(words: string, spoken: readonly Spoken[]): string {
  if (words.length > LONGEST) return words;
  const near = spoken.filter(({ hint }) => hint.test(words)).flatMap(({ ways }) => ways);
  const [said, meant] = near.find(([one]) => one.test(words)) ?? [];
  return said === undefined || meant === undefined ? words : words.replace(said, meant).trim();
}
