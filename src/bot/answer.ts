import { understand } from "../ledger/understand/message.ts";
import { answerQuestion } from "./ask.ts";
import { type Answer, type Call, IGNORED, may, said } from "./call.ts";
import { edit } from "./commands/edit.ts";
import { commands } from "./commands/index.ts";
import { query } from "./commands/query.ts";
import { undo } from "./commands/undo.ts";
import { log } from "./log.ts";

const LOST = "没有读懂这一句。记活动请写：昨天下午集中学习 二十大报告 15人 2小时。发“帮助”看用法。";
const VAGUE_TARGET = "请写明是哪一条，如“撤销 #12”或“#12 改 人数 16”。发“最近”可以查看编号。";

/**
 * What the bot does with one message of a known member: first as an answer to the open
 * question, then as a command, a correction, a withdrawal, and else as what it tells.
 */
export async function answer(call: Call): Promise<Answer> {
  return (
    (await answerQuestion(call)) ??
    (await runCommand(call)) ??
    (await undo(call)) ??
    (await edit(call)) ??
    (await read(call))
  );
}

async function runCommand(call: Call): Promise<Answer | undefined> {
  for (const [name, command] of commands) {
    const args = matched(call.text, name, command.rest);
    if (args === undefined) continue;
    if (command.permission !== "anyone" && !may(call, command.permission)) {
      return said("refused", `“${command.name}”只有书记可以用。`);
    }
    return command.run(call, args);
  }
  return undefined;
}

/** The groups behind a command's name, however the slash, spaces and full stops were typed. */
function matched(text: string, name: string, rest: RegExp): (string | undefined)[] | undefined {
  const words = text
    .normalize("NFKC")
    .trim()
    .replace(/^\//, "")
    .replace(/[。.!?]+$/, "");
  if (!words.toLowerCase().startsWith(name)) return undefined;
  const groups = rest.exec(words.slice(name.length).trim());
  return groups === null ? undefined : groups.slice(1);
}

async function read(call: Call): Promise<Answer> {
  const { intent, records } = understand(call.text, call.now, call.deps.vocabulary);
  if (intent === "log") return log(call, records);
  if (!call.addressed) return IGNORED;
  if (intent === "query") return query(call);
  if (intent === "delete" || intent === "edit") return said("asked", VAGUE_TARGET);
  if (intent === "notice") return said("ignored", "这是还没有办的活动，没有记。办完以后发一句就好。");
  return saidNothing(call);
}

/** Small talk gets no lecture: only what looks like an attempt to log is answered with a hint. */
function saidNothing(call: Call): Answer {
  return /\d|[一二三四五六七八九十]/.test(call.text) ? said("ignored", LOST) : IGNORED;
}
