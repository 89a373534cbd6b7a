import type { Reading } from "./understand/reading.ts";

/** 为张三捐款: for whom it was. */
const FOR_WHOM = /[为给向帮替对陪助]$/;
/** What follows a name whose bearer gave or wrote something: 张三交心得, 张三、李四各捐款, 捐款 张三 100元. */
const BEHIND =
  /^(?:同志|书记|委员)?(?:[、,和跟与及:\s\d(]|各|也|又|还|都|上?交|提交|撰?写|捐|自学|完成|的?(?:学习)?(?:心得|体会)|$)/;
const BREAK = /[\n;；。,，]/;

/** Which of these members the words of an activity name as those who did it; a longer name hides a shorter one in it. */
export function giversIn(words: string, names: readonly string[]): string[] {
  const text = words.normalize("NFKC");
  const found: { readonly name: string; readonly at: number }[] = [];
  for (const name of [...new Set(names)].sort((a, b) => b.length - a.length)) {
    const at = text.indexOf(name);
    const isHidden = found.some((one) => one.at <= at && at < one.at + one.name.length);
    if (at >= 0 && !isHidden) found.push({ name, at });
  }
  return found
    .filter(({ name, at }) => !FOR_WHOM.test(text.slice(0, at)) && BEHIND.test(text.slice(at + name.length)))
    .map(({ name }) => name);
}

/** The words of a message that tell of one of its records: from the break before them to what was read last of it. */
export function wordsOfReading(text: string, { trace }: Pick<Reading, "trace">): string {
  if (trace.length === 0) return "";
  let from = Math.min(...trace.map(({ span }) => span[0]));
  const to = Math.max(...trace.map(({ span }) => span[1]));
  while (from > 0 && !BREAK.test(text.charAt(from - 1))) from--;
  return text.slice(from, to);
}
