import { basename, resolve } from "node:path";
import { readFiles } from "../program.ts";
import { LIMITS } from "../report/learn/archive.ts";
import { problemsIn } from "../report/learn/carried.ts";
import { promisedText, promisesOf } from "../report/learn/promises.ts";
import { learnTemplate, templateEdits } from "../report/learn/template.ts";
import { unchangedNumbers } from "../report/learn/unchanged.ts";
import { wholes } from "../report/learn/wholes.ts";
import { learnWord } from "../report/learn/word.ts";
import { type Learnt, learn, type Names, reportYear, type Slot } from "../report/learn.ts";
import { type DocumentFile, readDocument, tooLarge } from "../report/read-document.ts";
import { CommandError } from "./command-error.ts";
import { readInput } from "./input-file.ts";
import type { Common, Io } from "./io.ts";
import { writeOutput } from "./output-file.ts";

type LearnOptions = Common & { readonly year?: number; readonly out?: string; readonly json?: true };

/**
 * Reads a past report, tells what is numeric in it and what the ledger can tally, and writes a template: the same
 * Word file where `--out` ends in .docx, else Markdown. The ledger is not touched.
 */
export async function learnCommand(io: Io, path: string, options: LearnOptions): Promise<number> {
  if (options.out !== undefined && resolve(options.out) === resolve(path))
    throw new CommandError("模板要写到另一个文件，不能盖掉原来的报告。", 2);
  const names = await readFiles(options.data);
  const file = { name: basename(path), bytes: readInput(path, LIMITS.fileBytes, tooLarge) };
  const read = readDocument(file);
  if (!read.ok) throw new CommandError(read.problem);
  const learnt = learn(read.text, names, options.year === undefined ? {} : { year: options.year });
  const year = options.year ?? reportYear(read.text);
  if (options.out !== undefined) writeOutput(options.out, templateOf(options.out, { file, learnt, names, year }));
  io.out(
    options.json
      ? `${JSON.stringify(learnt)}\n`
      : learntText(learnt, names) + unchangedText({ learnt, names, year }) + carriedText(learnt, year, names),
  );
  if (options.out !== undefined) (options.json ? io.err : io.out)(`已写模板 ${resolve(options.out)}\n`);
  return 0;
}

type Source = {
  readonly file: DocumentFile;
  readonly learnt: Learnt;
  readonly names: Names;
  readonly year: number | null;
};

function templateOf(out: string, { file, learnt, names, year }: Source): Uint8Array | string {
  if (!/\.docx$/i.test(out)) return learnTemplate(learnt, names, { year });
  const word = learnWord(file.bytes, names, year === null ? {} : { year });
  if (!word.ok) throw new CommandError(`${file.name} ${word.problem}，不能写成 .docx 模板。`);
  return word.template;
}

const ROLES: Readonly<Record<Slot["role"], string>> = {
  tally: "由记录得出",
  manual: "由人填写",
  roster: "党员和组织的数目",
  quota: "明年的定额",
  plan: "明年的计划",
};

/** Each number as the template will have it. */
function learntText(learnt: Learnt, names: Names): string {
  const slots = wholes(learnt, names);
  const lines = slots.map(({ text, unit, kinds, field, role }) => {
    const what = field ?? (kinds.length > 0 ? kinds.join("、") : "还不知道是什么");
    return `${ROLES[role]}  ${text}${unit}  ${what}\n`;
  });
  return slots.length === 0 ? "这份报告里没有找到数字。\n" : `找到 ${slots.length} 处数字：\n${lines.join("")}`;
}

/** Numbers that a template keeps as they were: those of last year, which a person has to look at. */
function unchangedText({ learnt, names, year }: Omit<Source, "file">): string {
  const kept = unchangedNumbers({ learnt, edits: templateEdits(learnt, names, { year }), year });
  return kept.length === 0
    ? ""
    : `模板里照原文、没有替换的数字和日期 ${kept.length} 处，请核对：\n${kept.map((one) => `${one}\n`).join("")}`;
}

/** What the next report answers for, and what it will be measured by. */
function carriedText(learnt: Learnt, year: number | null, { catalogue }: Names): string {
  const problems = problemsIn(learnt.text);
  const promises = year === null ? [] : promisesOf(learnt, year + 1, catalogue);
  const of = year === null ? "下一年" : `${year + 1} 年`;
  const list = `存在的问题 ${problems.length} 个，${of}的报告要写整改情况，请发给机器人：\n填 ${year === null ? "" : `${year + 1} 年 `}上年度查摆问题 ${problems.join("；")}\n`;
  const duties = `${of}的承诺 ${promises.length} 条：\n${promises.map((one) => `${promisedText(one, catalogue)}\n`).join("")}`;
  return (problems.length === 0 ? "" : list) + (promises.length === 0 ? "" : duties);
}
