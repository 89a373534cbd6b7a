import { isSummary } from "./enumeration.ts";
import { clauseText, restAfter, type Seat, textBefore } from "./seat.ts";

/** Whether a number in words is a way of speaking: how something was done, what each had to reach, what others sum up. */
export function isIdiom(seat: Seat): boolean {
  return [isThreshold, isWay, isOneByOne, isSummary, isOfNext, isAnnounced].some((told) => told(seat));
}

/** 两家企业捐来的6000元: who stands in the words of the next number. */
function isOfNext({ reader, next, last }: Seat): boolean {
  return !last && next !== null && reader.s.charAt(next.start - 1) === "的";
}

/** 主要抓了四件事：第一……: what is told next. */
function isAnnounced(seat: Seat): boolean {
  const after = seat.reader.s.slice(seat.amount.after, seat.amount.after + 5);
  return TOPICS.test(textBefore(seat)) && seat.amount.unit === "件" && /^[大要]?事情?[：。\n]/.test(after);
}

const TOPICS = /(?:主要|重点|着力|着重|突出)[抓做干办][好实]?了?(?:以下)?$/;

/** 采取一人领读, 一人领读，众人跟读: how something was done. */
function isWay(seat: Seat): boolean {
  if (seat.amount.value !== 1) return false;
  if (seat.amount.unit === "条" && PATH.test(restAfter(seat, 48))) return true;
  if (/(?:采[取用]|实行|推行|按照|以|由|每)$/.test(textBefore(seat))) return true;
  const isAlone = seat.amount.counts === "person" && textBefore(seat) === "";
  return isAlone && !seat.last && !/[了被获荣为]/.test(restAfter(seat, 24));
}

/** 成熟一个建立一个. */
function isOneByOne(seat: Seat): boolean {
  return seat.amount.value === 1 && /一个[^，。]{1,5}一个/.test(clauseText(seat));
}

/** 走出了一条新路子. */
const PATH = /^[^，。]{0,40}(?:路子?|道路|途径|捷径|经验)$/;

/** 入户两次以上 is what each had to reach. */
function isThreshold(seat: Seat): boolean {
  return (seat.amount.value ?? 0) <= 10 && /^以上/.test(seat.reader.s.slice(seat.amount.after, seat.clause.end));
}

/** 六个一活动，即读一本书、写一篇心得. */
export function isSlogan({ reader, clause, amount }: Seat): boolean {
  const before = reader.s.slice(Math.max(0, clause.start - 12), amount.start);
  return (
    /个一|即[^，。]{0,3}$/.test(before) ||
    /^[^。！\n]{0,60}“?[三四五六七八九十]个一”?/.test(reader.s.slice(amount.after, amount.after + 70)) ||
    LISTED.test(reader.s.slice(Math.max(0, amount.start - 90), amount.start))
  );
}

/** “五个一”是：上一堂党课；读一本书 goes on to the end of its sentence. */
const LISTED = /个一[^。！\n，]{0,6}[，]?(?:即|是|包括|指)?[：:，][^。！\n]*$|个一[^。！\n，]{0,6}即[^。！\n]*$/;
