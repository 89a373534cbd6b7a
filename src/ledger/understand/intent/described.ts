/** A record that somebody describes in place of its number, and what is wished of it, as said to one that is numbered. */
export type Described = { readonly words: string; readonly wish: string };

const POLITE = "(?:请|麻烦|帮我|帮忙|把|将|给我)*";
const FIELD = "(日期|时间|参加人数|实到人数|人数|时长|地点|标题|题目|主题(?!党日)|类别|类型)";
const CHANGE = "(?:更正|修改|订正|改|换)(?:一下|下)?";
const WITHDRAW = "(?:撤[销消回掉]|删[除掉去]|删|去掉|取消|作废)";
const RECORD = "(?:的?(?:那[条次个]|这[条次个])?(?:记录|活动)?)";

const EDITS: readonly RegExp[] = [
  // 更正：昨天党课实到20人; 更正一下，昨天的党课是20人不是18人
  new RegExp(
    `^(?:更正|订正|改)(?:一下|下)?[:：,，\\s]+(.{2,24}?)的?\\s?(?:${FIELD}|实到)?(?:应[该当]?)?[是为]?\\s*(\\d[\\d.]{0,6}(?:人次|[人名位个项件篇户元次]|小时|分钟)?)(?:[,，]?不是.*)?$`,
  ),
  // 改一下昨天党课的题目为…, 修改昨天党课 人数 16
  new RegExp(`^${POLITE}${CHANGE}(.{2,24}?)的?\\s?${FIELD}(?:改?[为成到是]|[:：])?\\s*(.+)$`),
  // 昨天的党课人数改成20人, 昨天的党课改成25人
  new RegExp(`^${POLITE}(.{2,24}?)的?\\s?${FIELD}?\\s?${CHANGE}[为成到]\\s*(.+)$`),
  // 11月3日的学习人数记错了，应该是16
  new RegExp(
    `^${POLITE}(.{2,24}?)的?\\s?${FIELD}?\\s?(?:不对|有误|[写记填报登]错)了?[,，。 ]*(?:应[该当]?)?(?:[是为]|改[成为])?\\s*(.+)$`,
  ),
  // 11月3日那次学习应该是16人
  new RegExp(`^${POLITE}(.{2,24}?)的?\\s?${FIELD}?\\s?应[该当]?[是为]\\s*(.+)$`),
];
const WITHDRAWALS: readonly RegExp[] = [
  new RegExp(`^${POLITE}${WITHDRAW}(.{2,24}?)(?:吧|了)?$`),
  new RegExp(`^${POLITE}(.{2,24}?)(?:${WITHDRAW}|不要)(?:掉|了|吧)*$`),
];
const FIELD_ALONE = new RegExp(`^\\s*${FIELD}$`);
const LONGEST = 80;
const END = /[。!！,，\s]+$/;

/** Reads 昨天的党课人数改成20人 and 删掉11月3日的集中学习. Null where nothing is wished of a record that is described. */
export function readDescribed(text: string): Described | null {
  const said = text.normalize("NFKC").trim().replace(END, "");
  if (said.length > LONGEST || said.includes("\n")) return null;
  return editIn(said) ?? withdrawalIn(said);
}

function editIn(said: string): Described | null {
  for (const pattern of EDITS) {
    const [, words = "", field, value = ""] = pattern.exec(said) ?? [];
    if (value === "" || FIELD_ALONE.test(words)) continue;
    return { words: plain(words), wish: field === undefined ? `改成${value}` : `改 ${field} ${value}` };
  }
  return null;
}

function withdrawalIn(said: string): Described | null {
  const found = WITHDRAWALS.map((pattern) => pattern.exec(said)?.[1]).find((words) => words !== undefined);
  return found === undefined ? null : { words: plain(found), wish: "撤销" };
}

/** Without what only points at a record: 昨天那个党课的记录. */
function plain(words: string): string {
  return words
    .replace(new RegExp(`${RECORD}$`), "")
    .replace(/的?(?:那|这)[个条次]/, "")
    .trim();
}
