import { dutiesOf } from "../../ledger/duties.ts";
import { readDay, understand } from "../../ledger/understand/message.ts";
import type { Doubt, Reading } from "../../ledger/understand/reading.ts";
import { getOrganisation } from "../../store/organisations.ts";
import { said } from "../call.ts";
import { log } from "../records/log.ts";
import type { Command } from "./command.ts";
import { kindIn } from "./plan.ts";
import { way } from "./spoken.ts";

/** A duty that was done and not told: a record is opened whose day is asked. */
export const doneOffline: Command = {
  name: "已线下完成",
  latin: "offline",
  usage: "已线下完成 支委会",
  summary: "办过但没有记的规定动作：开一条记录，再问日期",
  permission: "manage",
  // A promise is called by its number and its kind, as the reminder says it.
  rest: /^(?:承诺\s*\d{1,3}\s+)?(.*)$/,
  // 主题党日已线下完成, 线下完成主题党日 11月20日
  spoken: {
    hint: /线下/,
    ways: [
      way("([^,，。\\s]{2,16}?)(?:已经?线下(?:完成|办过?|开过?)|线下完成)了?", "已线下完成 $1"),
      way("(?:已经?线下(?:办过?|开过?)|已经线下完成|线下完成)了?\\s*(.+)", "已线下完成 $1"),
    ],
  },
  async run(call, [words = ""]) {
    const { deps, now } = call;
    const [first = "", ...details] = words.split(/\s+/);
    const kind = deps.duties.find(({ id }) => id === first)?.kinds[0] ?? kindIn(call, words);
    if (kind === undefined) {
      const { level } = await getOrganisation(call.db, call.organisation.id);
      const names = dutiesOf(deps.duties, level).map(({ id }) => id);
      return said("asked", `请写明是哪一项，如“已线下完成 支委会”。可以是：${names.join("、")}。`);
    }
    if (readDay(words, now) !== null) return log(call, understand(words, now, deps.vocabulary).records);
    // Words whose day is doubtful, so that the record waits for it and asks.
    const told = `有一天召开${[kind, ...details].join(" ")}`;
    return log(call, understand(told, now, deps.vocabulary).records.map(withoutWords));
  },
};

/** Nobody said 有一天: the question names no words. */
function withoutWords(reading: Reading): Reading {
  const plain = (doubt: Doubt): Doubt => (doubt.about === "date" ? { ...doubt, reason: "missing", words: "" } : doubt);
  return { ...reading, doubts: reading.doubts.map(plain) };
}
