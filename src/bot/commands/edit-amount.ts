import { readContrast, readCorrection } from "../../ledger/understand/message.ts";
import type { Change } from "../../ledger/understand/reading.ts";
import { type Answer, type Call, said } from "../call.ts";
import { quantityText } from "../replies/describe.ts";
import { targetOf } from "./undo.ts";

type Correction = NonNullable<ReturnType<typeof readCorrection>>;

/** 改 数量 2, #12 数量改成2篇: what stands before the name, and the number behind it. */
const AMOUNT =
  /^\/?(?:请|把|改|更正|修改|上一?条|的|\s)*(?:#(\d{1,9}))?(?:改|把|的|\s)*数量\s*(?:改|更正)?(?:成|为|到|是|:|=)?\s*(\d[^,;。\n]{0,12})[。\s]*$/;

/**
 * Reads 数量 as the one amount that a record has; of several it is asked which. Nothing
 * where the text says none of it, or the record has no amount.
 */
export async function amountChange(call: Call): Promise<Correction | Answer | undefined> {
  const [, number, value = ""] = AMOUNT.exec(call.text.normalize("NFKC")) ?? [];
  if (value === "") return undefined;
  const target = number === undefined ? "newest" : Number(number);
  const record = await targetOf(call, target);
  const [only, ...others] = record?.quantities ?? [];
  if (record === undefined || only === undefined) return undefined;
  if (others.length > 0) {
    const all = record.quantities.map(quantityText).join("、");
    return said("asked", `#${record.id} 记了 ${all}。改哪一项请写名称，如“#${record.id} 改 ${only.name} ${value}”。`);
  }
  const words = /\d$/.test(value) ? `${value}${only.unit}` : value;
  const read = readCorrection(`改 ${words}`, call.now, call.deps.vocabulary);
  const amount = read?.changes.length === 1 ? amountOf(read.changes[0]) : undefined;
  const changes: Change[] = amount === undefined ? [] : [{ field: "quantity", quantity: { ...only, ...amount } }];
  return changes.length === 0 ? undefined : { target, changes, doubt: null };
}

/** 不是15，是18 and 15个改成18个 mean the people where 15 of them are recorded. */
export async function peopleChange(call: Call): Promise<Correction | undefined> {
  const { wrong = "", right = "" } = readContrast(call.text) ?? {};
  const [from, to] = [wrong, right].map((words) => /^(\d{1,5})个?$/.exec(words)?.[1]);
  if (from === undefined || to === undefined) return undefined;
  const record = await targetOf(call, "newest");
  if (record?.headcount?.value !== Number(from)) return undefined;
  const amount = { value: Number(to), bound: "exact" } as const;
  return { target: "newest", changes: [{ field: "headcount", amount }], doubt: null };
}

/** What a number with its unit was read as; people are an amount too. */
function amountOf(change: Change | undefined) {
  if (change?.field === "headcount" && change.amount !== null) return change.amount;
  if (change?.field !== "quantity") return undefined;
  const { value, bound, unit } = change.quantity;
  return { value, bound, unit };
}
