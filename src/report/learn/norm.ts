import { clauseText, type Seat, textAfter } from "./seat.ts";

/** What a rule says, not a report: 应当, 必须, 一般由. */
const RULED = /应当|必须|须(?:有|经|由)|不得|方可|方能|一般(?:由|不|为|应|在)|可以(?:设|成立|由|建立)|有权/;
/** 以每年100万元的速度增长. */
const AT_RATE = /^的(?:速度|标准|价格|比例)/;
/** 正式党员不足7人的党支部，设1名书记: whom a rule is for stands before it. */
const FOR_WHOM =
  /(?:不足|超过|达到|不满|满)[\d一二三四五六七八九十]{1,4}[人名户个岁][^，。；]{0,10}的[^，。；]{0,8}，$/;
/** 1921年，13名代表开会 is history, but 1998年以来 reaches to this year. */
const HISTORY = /1[89]\d\d年(?!以?来)[^。！\n]*$/;
const SINCE = /以来|至今|迄今|现在|目前|现有|今年/;

/** Whether a number is one of a rule or of history. */
export function isOfRule(seat: Seat): boolean {
  if (RULED.test(clauseText(seat)) || AT_RATE.test(textAfter(seat))) return true;
  const before = seat.reader.s.slice(Math.max(0, seat.clause.start - 40), seat.clause.start);
  return FOR_WHOM.test(before) || isHistory(seat);
}

function isHistory({ reader: { s }, amount }: Seat): boolean {
  const told = HISTORY.exec(s.slice(Math.max(0, amount.start - 60), amount.start))?.[0];
  return told !== undefined && !SINCE.test(told);
}
