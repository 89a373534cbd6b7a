import { findClosing, setClosing } from "../../store/closings.ts";
import { said } from "../call.ts";
import type { Command } from "../command.ts";
import { draftOf, keepDraft } from "../drafting.ts";
import { journalCommand } from "../records.ts";
import { isAhead, reportYear } from "./report-year.ts";

/** After it a change in that year needs a reason, and drafts show the difference. */
export const close: Command = {
  name: "封账",
  latin: "close",
  usage: "封账 2026",
  summary: "一年的数字定下来，以后要改须写原因",
  permission: "manage",
  rest: /^(?:(\d{4})\s*年?)?$/,
  async run(call, [yearText]) {
    const year = reportYear(call.now.today, yearText);
    if (isAhead(call.now.today, year)) return said("refused", `${year} 年还没有到，没有封账。`);
    const place = { organisation: call.organisation.id, year };
    if ((await findClosing(call.db, place))?.closed) return said("answered", `${year} 年已经封账。`);
    const wanted = { ...place, withSubUnits: false };
    const madeAt = new Date(call.sentAt);
    const drafted = await draftOf(call.db, call.deps, wanted, madeAt);
    if (!drafted.ok) return said("refused", `模板有问题，没有封账：${drafted.faults.join("；")}`);
    const number = await keepDraft(call.db, drafted.draft, wanted, madeAt);
    await setClosing(call.db, place, { closed: true, draft: number });
    await journalCommand(call, "close", { year, draft: number });
    const { held } = drafted.draft;
    const waiting = held.length === 0 ? "" : `还有 ${held.length} 条待定没有计入，发“待办”查看。`;
    return said("answered", `${year} 年已封账，数字存为草稿${number}。以后要改，请写明原因。${waiting}`);
  },
};

export const reopen: Command = {
  name: "解封",
  latin: "reopen",
  usage: "解封 2026 原因",
  summary: "封账以后重新打开，要写原因",
  permission: "manage",
  rest: /^(\d{4})\s*年?(?:\s*(?:原因)?\s*[:：]?\s*(\S.*))?$/s,
  async run(call, [yearText = "", reason]) {
    const place = { organisation: call.organisation.id, year: Number(yearText) };
    const closing = await findClosing(call.db, place);
    if (!closing?.closed) return said("answered", `${yearText} 年没有封账。`);
    if (reason === undefined) return said("asked", `请写明原因，如：解封 ${yearText} 补记 12 月的活动。`);
    await setClosing(call.db, place, { ...closing, closed: false });
    await journalCommand(call, "reopen", { year: place.year, reason });
    return said("answered", `${yearText} 年已解封。以后的草稿会列出和封账时不同的数字。`);
  },
};
