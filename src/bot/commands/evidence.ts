import { addJob } from "../../store/jobs.ts";
import { said } from "../call.ts";
import type { Command } from "../command.ts";
import type { EvidenceJob } from "../photos/evidence.ts";
import { reportYear } from "./report-year.ts";

/** A year's photos and files, packed while other messages are answered, and always sent in private. */
export const evidence: Command = {
  name: "佐证材料",
  latin: "evidence",
  usage: "佐证材料 2025",
  summary: "把一年的照片和文件按活动打成压缩包，带目录",
  permission: "manage",
  rest: /^(?:(\d{4})\s*年?)?$/,
  async run(call, [words]) {
    const year = reportYear(call.now.today, words);
    const job: EvidenceJob = { ...call.home, key: call.key, organisation: call.organisation.id, year };
    const created_at = call.deps.clock().toISOString();
    await addJob(call.db, { kind: "evidence", payload: JSON.stringify(job), created_at });
    return said("answered", `正在整理 ${year} 年的佐证材料，好了私下发给您。`);
  },
};
