import { said } from "../call.ts";
import type { EvidenceJob } from "../photos/evidence.ts";
import { leaveWork } from "../work/payload.ts";
import type { Command } from "./command.ts";
import { reportYear, YEAR_ALONE } from "./report-year.ts";

/** A year's photos and files, packed while other messages are answered, and always sent in private. */
export const evidence: Command = {
  name: "佐证材料",
  latin: "evidence",
  usage: "佐证材料 2025",
  summary: "把一年的照片和文件按活动打成压缩包，带目录",
  permission: "manage",
  rest: YEAR_ALONE,
  async run(call, [words]) {
    const year = reportYear(call.now.today, words);
    const job: EvidenceJob = { ...call.home, key: call.key, organisation: call.organisation.id, year };
    await leaveWork(call, "evidence", job);
    return said("answered", `正在整理 ${year} 年的佐证材料，好了私下发给您。`);
  },
};
