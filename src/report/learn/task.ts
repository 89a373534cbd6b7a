import { type Seat, textAfter, textBefore } from "./seat.ts";

const TAKEN_ON = /(?:抓好|做好|推进|完成|实施|启动|抓实)[^，。]{0,8}$/;
const WORK = /^[^的，。、]{2,14}(?:整顿|改造|治理|建设|创建|整治|转化|换届|提升)(?:工作|任务|工程|项目|行动)$/;

/** 抓好3个后进支部整顿工作. */
export function isTask(seat: Seat): boolean {
  return TAKEN_ON.test(textBefore(seat)) && WORK.test(textAfter(seat, 20));
}
