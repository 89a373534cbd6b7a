import { said } from "../call.ts";
import { journalCommand } from "../journal.ts";
import type { ExportJob } from "../own-data/exporting.ts";
import { leaveWork } from "../work/payload.ts";
import type { Command } from "./command.ts";

export const exportMine: Command = {
  name: "导出我的数据",
  latin: "mydata",
  usage: "导出我的数据",
  summary: "把台账里和自己有关的内容作为文件发给自己",
  permission: "self",
  rest: /^$/,
  async run(call) {
    const { id: person } = call.speaker;
    await journalCommand(call, "export", { person });
    const job: ExportJob = {
      ...call.home,
      key: call.key,
      person,
      zone: call.organisation.zone,
      today: call.now.today,
    };
    await leaveWork(call, "export", job);
    return said("answered", "正在整理，两个文件（可读的和给程序用的）马上私下发给您。");
  },
};
