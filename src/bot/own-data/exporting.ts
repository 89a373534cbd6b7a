import { rmSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import * as z from "zod";
import { findPersonalData } from "../../store/erasure/personal.ts";
import { makeFolder } from "../../store/folder.ts";
import { writeApart } from "../../store/whole-file.ts";
import type { Deps } from "../call.ts";
import type { Outbound } from "../channel.ts";
import { filesIn } from "../files/readable-files.ts";
import { endingOf } from "../photos/evidence.ts";
import { packParts } from "../photos/packing.ts";
import { asked } from "../work/payload.ts";
import { personalText } from "./text.ts";

/** How long a file with somebody's data stays here after it was made. */
const KEPT_MS = 60 * 60_000;

const FOLDER = "exports";

export const exportJob = asked.extend({ person: z.number(), zone: z.string(), today: z.string() });

export type ExportJob = Readonly<z.infer<typeof exportJob>>;

/** Writes all that is kept about a person, to read and for other programs. */
export async function makeExportFiles(deps: Deps, { person, zone, today }: ExportJob): Promise<Outbound[]> {
  const data = await findPersonalData(deps.db, person);
  const folder = resolve(deps.dataDir, FOLDER);
  makeFolder(folder);
  const stem = `${today}-${deps.random()}`;
  const file = async (ending: string, content: string, caption: string): Promise<Outbound> => {
    const path = join(folder, `${stem}.${ending}`);
    await writeApart(path, content);
    return { kind: "file", file: { path, name: `我的数据${today}.${ending}` }, caption };
  };
  const { messages, records, journal } = data;
  const summary = `台账里和您有关的全部内容：消息 ${messages.length} 条、记录 ${records.length} 条、变动 ${journal.length} 条。这份文件在支部的机器上一小时后删除。`;
  const photos = data.photos.flatMap(({ sha256, id, name, mime }) =>
    sha256 === null ? [] : [{ sha256, path: `${id} ${name ?? `照片.${endingOf(name, mime)}`}` }],
  );
  const archives = await packParts(
    { dataDir: deps.dataDir, stem: `${stem}-photos`, title: `我的照片${today}` },
    photos.length === 0 ? [] : [{ files: photos }],
    () => ({ path: "说明.txt", text: "您发来的照片和文件；文件名前的编号和“我的数据”里的一致。\n" }),
  );
  return [
    await file("txt", personalText(data, zone), summary),
    await file("json", `${JSON.stringify(data, null, 2)}\n`, "同样的内容，供别的程序读取。"),
    ...archives,
  ];
}

/** Deletes exported files that were made long enough ago to have been sent. */
export function dropOldExports(dataDir: string, now: Date): void {
  const folder = resolve(dataDir, FOLDER);
  for (const path of filesIn(folder)) {
    if (now.getTime() - statSync(path).mtimeMs > KEPT_MS) rmSync(path, { force: true });
  }
}
