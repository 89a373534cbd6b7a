import { type Seat, textAfter, textBefore } from "./seat.ts";

const ESTABLISHING = /组建|成立|设立|建立|建成|打造|新建|创建|培育(?!好)|开设|推出|制定|出台|评选/;

/** 组建宣讲队、巡逻队、护林队三支队伍: the number sums up what was set up. */
export function isEnumerated(seat: Seat): boolean {
  const head = enumerationBefore(seat);
  return head !== null && ESTABLISHING.test(head);
}

/** 抓好学习、宣传、服务三项任务: the number sums up what the sentence names anyway, and nobody counts it. */
export function isSummary(seat: Seat): boolean {
  const head = enumerationBefore(seat);
  return (
    head !== null && !ESTABLISHING.test(head) && /^[^，。]{0,4}(?:任务|工作|制度|内容|要求|措施)/.test(textAfter(seat))
  );
}

/** The words before a number that tells how many things they name; null where they name none. */
function enumerationBefore(seat: Seat): string | null {
  const { amount, last } = seat;
  if (last || amount.value === null || !/^(?:any|work|thing)$/.test(amount.counts)) return null;
  const before = textBefore(seat);
  const named = before.split(/[、和及]/).length;
  const isOpen = /等$/.test(before) && named > 1;
  return isOpen || (named > 1 && named === amount.value && /[一-龥”》]$/.test(before)) ? before : null;
}
