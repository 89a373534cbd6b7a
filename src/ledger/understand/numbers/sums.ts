import type { Quantity } from "../../activity.ts";
import { before, type Chunk, previous } from "../chunk.ts";
import { wordsOf } from "../normalise.ts";
import { isPersonName, SURNAMES } from "../people/read-names.ts";
import type { Doubt } from "../reading.ts";
import type { Token } from "../token.ts";

/** A named amount with the token that gave it. */
export type Counted = Quantity & { readonly token: Token };

/** One amount a name at most; where several numbers of it contradict each other, a doubt. */
type Sums = { readonly quantities: readonly Counted[]; readonly doubts: readonly Doubt[] };

/** 张三200元 李四100元: what several gave is added, a total beside them counts once; else 认领5个 完成3个 is asked. */
export function addUp(chunk: Chunk, quantities: readonly Counted[]): Sums {
  const doubts: Doubt[] = [];
  if (quantities.length < 2) return { quantities, doubts };
  const groups = new Map<string, Counted[]>();
  for (const one of quantities) {
    const key = one.unit === "元" ? one.unit : `${one.name} ${one.unit}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return { quantities: [...groups.values()].flatMap((group) => summed(chunk, group, doubts)), doubts };
}

function summed(chunk: Chunk, group: readonly Counted[], doubts: Doubt[]): readonly Counted[] {
  const [first] = group;
  if (first === undefined || group.length < 2) return group;
  const values = group.map(({ value }) => value);
  const total = values.reduce((sum, value) => sum + value, 0);
  const largest = Math.max(...values);
  if (!/[个项件]/.test(first.unit) && group.every(({ token }) => isGiver(chunk, token)))
    return [{ ...first, value: total }];
  const isSame = first.unit !== "次" && values.every((value) => value === largest);
  const isTotal = group.some(({ value, token }) => value === largest && !isGiver(chunk, token));
  if (isTotal && (isSame || (largest * 2 === total && values.length > 2))) return [{ ...first, value: largest }];
  const whole = group.filter(({ token }) => !isPart(chunk, token));
  if (whole.length > 0 && whole.length < group.length) return summed(chunk, whole, doubts);
  const words = group.map(({ token }) => wordsOf(chunk.text, token.start, token.end)).join(" ");
  const { name, unit } = first;
  const options = [...new Set(unit === "元" ? [total, ...values] : [...values, total])].map(String);
  doubts.push({ about: "quantity", reason: "conflict", words, options, quantity: { name, unit } });
  return [];
}

/** The 2条 of 报送5条 被采纳2条 are of the five, and so is what is 其中. */
function isPart(chunk: Chunk, token: Token): boolean {
  return /(?:其中[一-龥]{0,6}|采[纳用]|录用|已?整改|已?办结|已?答复|已?解决|销号)了?$/.test(before(chunk, token));
}

/** A person or a group stands before the sum. */
function isGiver(chunk: Chunk, token: Token): boolean {
  const from = Math.max(previous(chunk, token)?.end ?? 0, token.start - 8);
  const lead = chunk.text.s
    .slice(from, token.start)
    .replace(/^[、,; :]+/, "")
    .replace(/(?:捐款|捐助|捐赠|捐|交|缴纳|撰写|写|各)了?$/, "");
  return GIVER.test(lead) || isPersonName(lead);
}

const GIVER = new RegExp(
  `(?:党员|群众|职工|干部|积极分子|书记|委员|支部|班组|车间)$|^(?:我|本人|我自己|[小老][${SURNAMES}])$`,
);
