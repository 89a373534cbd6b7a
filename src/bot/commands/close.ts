import { yearPeriod } from "../../ledger/calendar.ts";
import { findClosing, setClosing } from "../../store/closings.ts";
import { type Call, said } from "../call.ts";
import { draftOf, keepDraft } from "../drafts/drafting.ts";
import { journalCommand } from "../journal.ts";
import { openPoints } from "../questions/open-points.ts";
import type { Command } from "./command.ts";
import { isAhead, reportYear, YEAR_ALONE } from "./report-year.ts";

/** After it a change in that year needs a reason, and drafts show the difference. */
export const close: Command = {
  name: "封账",
  latin: "close",
  usage: "封账 2026",
  summary: "一年的数字定下来，以后要改须写原因",
  permission: "manage",
  rest: YEAR_ALONE,
  async run(call, [yearText]) {
    const year = reportYear(call.now.today, yearText);
    if (isAhead(call.now.today, year)) return said("refused", `${year} 年还没有到，没有封账。`);
    const place = { organisation: call.organisation.id, year };
    if ((await findClosing(call.db, place))?.closed) return said("answered", `${year} 年已经封账。`);
    const wanted = { ...place, withSubUnits: false, madeAt: new Date(call.sentAt) };
    const drafted = await draftOf(call.db, call.deps, wanted);
    if (!drafted.ok) return said("refused", `模板有问题，没有封账：${drafted.faults.join("；")}`);
    const number = await keepDraft(call.db, drafted.draft, wanted);
    await setClosing(call.db, place, { closed: true, draft: number });
    await journalCommand(call, "close", { year, draft: number });
    const head = `${year} 年已封账，数字存为草稿${number}。以后要改，请写明原因。`;
    const waiting = await waitingText(call, year, drafted.draft.held.length);
    return said("answered", [head, ...waiting, ...earlyText(call, year)].join("\n"));
  },
};

/** What was still open when the year was closed: whoever sees it now need not find it in the report. */
async function waitingText(call: Call, year: number, held: number): Promise<string[]> {
  const open = (await openPoints(call, { from: year, to: year })).length;
  if (open === 0) return [];
  const uncounted = held === 0 ? "" : `，其中 ${held} 条待定，没有计入`;
  return [`还有 ${open} 条待办没有办${uncounted}，发“待办 ${year}”查看。`];
}

function earlyText({ now }: Call, year: number): string[] {
  if (yearPeriod(year).last <= now.today) return [];
  return [`${year} 年还没有过完，以后记的活动要您写明原因才计入。封早了请发“解封 ${year} 封早了”。`];
}

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
