import { dayIn } from "../../ledger/calendar.ts";
import { dropPending, fillDraft, findDraft, isPending } from "../../store/drafts.ts";
import { getOrganisation } from "../../store/organisations.ts";
import { countErased } from "../../store/people-names.ts";
import type { Deps } from "../call.ts";
import { tellOutcome } from "../outbox/telling.ts";
import { momentText } from "../replies/describe.ts";
import { leaveWork } from "../work/payload.ts";
import { readApart, sourceOf } from "../work/read-apart.ts";
import type { Around, Ended } from "../work/slow-work.ts";
import type { Counted, Counting } from "./counting.ts";
import type { DraftJob } from "./files.ts";

/**
 * Counts the values of a draft that has its number. They are the draft's from the commit on
 * that tells of them, which also leaves its documents to be made. One that has its values is left as it is.
 */
export async function fillValues(deps: Deps, job: DraftJob, { report }: Pick<Around, "report">): Promise<Ended> {
  const { organisation: organisationId, year, number } = job;
  const row = await findDraft(deps.db, { organisationId, year, number });
  if (row === undefined || !isPending(row)) return {};
  const cutoff = deps.clock().toISOString();
  const wanted = { organisation: organisationId, year, withSubUnits: row.with_sub_units === 1, compared: true };
  const counted = await countedOf(deps, { wanted, number, madeAt: new Date(row.created_at) }, report);
  if (!counted.ok) return gaveUp(deps, job, { ...counted, id: row.id });
  const { snapshot, entry, erased, text } = counted;
  return {
    async keep(trx) {
      if ((await countErased(trx)) !== erased)
        throw new Error("somebody was erased meanwhile: the draft is counted anew");
      if (!(await fillDraft(trx, row.id, { snapshot, cutoff, entry }))) return;
      const { zone } = await getOrganisation(trx, organisationId);
      const cut = `数字截至 ${momentText(zone, new Date(cutoff), dayIn(zone, deps.clock()))}，之后记的进下一份。`;
      await tellOutcome(trx, deps, { asked: job, card: { plain: `${text}\n${cut}` } });
      await leaveWork({ db: trx, deps }, "draft", job);
    },
  };
}

/** Why there are no values: what is wrong with the template, or a fault of ours that was reported. */
type NotCounted = { readonly ok: false; readonly faults?: readonly string[] };

async function countedOf(
  deps: Deps,
  asked: Omit<Counting, "source">,
  report: Around["report"],
): Promise<Extract<Counted, { ok: true }> | NotCounted> {
  try {
    return await readApart<Counted>(deps.db, { do: "count", ...asked, source: sourceOf(deps) });
  } catch (error) {
    report(error);
    return { ok: false };
  }
}

function gaveUp(deps: Deps, job: DraftJob, { id, faults }: NotCounted & { readonly id: number }): Ended {
  const why = faults === undefined ? "已经记下原因，请稍后再发一次“生成”。" : `模板有问题：${faults.join("；")}`;
  const plain = `${job.year} 年述职报告 草稿${job.number} 没有生成，${why}`;
  return {
    error: faults === undefined ? "failed" : "template",
    async keep(trx) {
      await dropPending(trx, id);
      await tellOutcome(trx, deps, { asked: job, card: { plain } });
    },
  };
}
