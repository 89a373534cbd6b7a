import { anyOf } from "../../ledger/any-of.ts";
import type { QuantityKind } from "../../ledger/kinds.ts";
import type { Lexicon } from "./lexicon.ts";
import type { Amount } from "./scan.ts";
import { clauseText, type Seat, textAfter, textBefore } from "./seat.ts";
import { DECIDING } from "./words.ts";

/** 议定事项12个 behind 召开“三重一大”会议: the amount of these kinds that the words beside the number announce. */
export function announced(seat: Seat, kinds: readonly string[]): { kind: string; quantity: QuantityKind } | null {
  if (kinds.length === 0) return null;
  const { amount, reader } = seat;
  const beside = textBefore(seat).slice(-14) + (seat.last ? "" : textAfter(seat, 8));
  for (const kind of kinds) {
    const found = reader.lexicon.announcers
      .get(kind)
      ?.find(([word, one]) => isUnitOf(one, amount) && beside.replace(PUT_OFF, "").includes(word));
    if (found !== undefined) return { kind, quantity: found[1] };
  }
  return DECIDING.test(beside) ? decided(kinds, amount, reader.lexicon) : null;
}

/** 延期转正1名: what was put off did not take place. */
const PUT_OFF = /(?:延期|暂缓|推迟|取消)[一-龥]{2}/g;

function decided(
  kinds: readonly string[],
  amount: Amount,
  lexicon: Lexicon,
): { kind: string; quantity: QuantityKind } | null {
  for (const kind of kinds) {
    const quantity = lexicon.kinds.get(kind)?.quantities.find(({ name }) => name === "议定事项");
    if (quantity !== undefined && isUnitOf(quantity, amount)) return { kind, quantity };
  }
  return null;
}

function isUnitOf({ units }: QuantityKind, { unit }: Amount): boolean {
  return units.some((one) => one === unit || unit === `万${one}`);
}

const FILLER = new RegExp(
  anyOf`
  (?:每(?:季度?|月|周))?(?:不[少低]于|至少) 共计 合计 累计 总计 先后 其中 全年 第?[一二三四]季度 [上下]半年 年内
  本年度? 今年 已经? 参加 参与 参训 受训 召开 开展 开[了过] 组织 传达 举办 举行 进行 受教育 受益 惠及 覆盖 党员 群众 干部
  职工 员工 总?人数 总?时长 服务 达到? 约 近 超过? 逾 了 共 计 总 均 各 收到 发放 折合 衣物 图书 书籍 物资 物品
  资金 金额 价值 会议 活动 学习 次数 为 有 到会 到场 每年度? 被 媒体 [省市县区州]级 国家级 以上 实际 出席 者 的
  人员 时间 采纳 采用 录用 办结 答复 点亮 认领 发言 领导 班子 成员 对象 居民 学生 老人 听课 听讲 参会 观看
`,
  "g",
);

/** The kinds of the sentence so far where the clause only carries them on: 召开三重一大会议，全年共5次. */
export function goesOn(seat: Seat, before: readonly string[]): readonly string[] {
  const { amount, reader } = seat;
  if (amount.counts === "any" || amount.counts === "thing") return [];
  const words = textBefore(seat) + textAfter(seat);
  const carries =
    /^\(?(?:其中|包括)/.test(clauseText(seat)) ||
    (words.length < 30 && words.replace(FILLER, "").replace(/[、,和及()“”:：]/g, "") === "");
  return carries ? before.filter((kind) => isOwnUnit(reader.lexicon, kind, amount)) : [];
}

/** 户 goes on with a kind that counts 户; 次 and money go on with any, 人次 and hours with what people come to: not 表彰. */
function isOwnUnit({ kinds }: Lexicon, name: string, { counts, unit }: Amount): boolean {
  const kind = kinds.get(name);
  if (counts === "times" || counts === "time") return kind?.family !== "organisation";
  if (counts !== "work") return true;
  return kind?.unit === unit || kind?.quantities.some(({ units }) => units.includes(unit)) === true;
}
