import { behindOrder, correctionBeside, isPutOff, readKind, understand } from "../ledger/understand/message.ts";
import type { Intent } from "../ledger/understand/reading.ts";
import { isGreeting } from "./answer/everyday.ts";
import { answerForwarded } from "./answer/forwarded.ts";
import { denied, permitted, runCommand } from "./answer/permitted.ts";
import { commandSaid } from "./answer/said-command.ts";
import { answerTalk, regretted, VAGUE_EDIT } from "./answer/small-talk.ts";
import { type Answer, type Call, IGNORED, may, said } from "./call.ts";
import { edit } from "./commands/edit.ts";
import { fieldAlone, fill } from "./commands/fill.ts";
import { helpAsked } from "./commands/how.ts";
import { commandBegun, commandIn, commandNamed } from "./commands/index.ts";
import { plan, putOff } from "./commands/plan.ts";
import { query } from "./commands/query.ts";
import { isSpan, wantsReport } from "./commands/query-words.ts";
import { stats } from "./commands/stats.ts";
import { undo } from "./commands/undo.ts";
import { answerBlank } from "./drafts/filling.ts";
import { answerGuide } from "./guide/guided.ts";
import { answerLearning } from "./learning/walk.ts";
import { answerQuestion } from "./questions/answering.ts";
import { changeHint } from "./questions/change-hints.ts";
import { confirmed } from "./questions/confirmed.ts";
import { askWhich } from "./questions/described.ts";
import { log } from "./records/log.ts";

const NOT_HELD = "这是还没有办的活动，没有记。办完以后发一句就好。";
const HOW_TO_PLAN = `要先列入计划，请发如“${plan.usage}”。`;
const VAGUE_WITHDRAWAL = "请写明撤销哪一条，如“撤销 #12”；撤销您刚记的发“撤销”。发“最近”可以查看编号。";

/** What the bot does with one message of a known member, and with the files that came with it. */
export async function answer(call: Call): Promise<Answer> {
  const { sent, ...words } = call;
  if (sent === undefined) return answerWords(call);
  const { answerFiles } = await import("./files.ts");
  return answerFiles({ ...call, sent }, () => answerWords(words));
}

/**
 * What the bot does with the words of a message: first as the word that something
 * grave waits for, as a command or an answer to the open question, then as a correction, a
 * withdrawal, and else as what it tells. A command is never an answer, except 领学, which names a
 * kind too.
 * What the table of permissions denies is not done; nothing below asks again.
 */
async function answerWords(whole: Call): Promise<Answer> {
  const call = withoutOrder(whole);
  if (call.forwarded === true) return answerForwarded(call);
  const writes = may(call, "log");
  const command = commandSaid(call);
  return (
    (await confirmed(call)) ??
    (command === undefined ? ((await answerLearning(call)) ?? (await answerBlank(call))) : undefined) ??
    (command === undefined && writes ? await answerGuide(call) : undefined) ??
    (writes && (command === undefined || isKindAlone(call)) ? await answerQuestion(call) : undefined) ??
    (command && (await runCommand(call, command))) ??
    (writes ? await change(call) : undefined) ??
    (await read(call))
  );
}

/** What changes a record, unless something new is told beside it, which is logged: the change then is to be sent alone. */
async function change(call: Call): Promise<Answer | undefined> {
  if (correctionBeside(call.text, call.now, call.deps.vocabulary) !== null) return undefined;
  return (await undo(call)) ?? (await edit(call));
}

/** /log 改 人数 16 and /log 是: in some groups the bot hears nothing else, so what is no record is taken by itself. */
function withoutOrder(call: Call): Call {
  const text = behindOrder(call.text);
  if (text === undefined || understand(text, call.now, call.deps.vocabulary).intent === "log") return call;
  return { ...call, text };
}

function isKindAlone({ text, deps }: Call): boolean {
  return readKind(text, deps.vocabulary) !== null;
}

async function read(call: Call): Promise<Answer> {
  if (call.place === "other-group") return denied(call, "log", "");
  const named = await fieldAlone(call);
  if (named !== undefined) return permitted(call, fill, named);
  const { intent, records } = understand(call.text, call.now, call.deps.vocabulary);
  const writes = intent === "log" || intent === "delete" || intent === "edit";
  if (writes && !may(call, "log")) return denied(call, "log", "");
  if (intent === "log") return log(call, records);
  return call.addressed ? reply(call, isGreeting(call.text) ? "chat" : intent) : IGNORED;
}

/** What is said to a message that tells no record. */
async function reply(call: Call, intent: Exclude<Intent, "log">): Promise<Answer> {
  const bare = commandNamed(call.text);
  if (bare !== undefined) return said("ignored", `请写完整，如：${bare.usage}`);
  switch (intent) {
    case "query":
      return asksHow(call) ?? permitted(call, stats, query);
    case "delete":
      return (await askWhich(call)) ?? said("asked", changeHint(call) ?? VAGUE_WITHDRAWAL);
    case "edit":
    case "notice":
    case "denial":
      return (await planPutOff(call)) ?? (await askWhich(call)) ?? (await regretted(call)) ?? unlogged(call, intent);
    case "chat":
      if (isSpan(call.text) || wantsReport(call.text)) return permitted(call, stats, query);
      return begun(call) ?? asksHow(call) ?? answerTalk(call);
  }
}

/** What may follow the name that a message begins with: 周报 11月. */
function begun(call: Call): Answer | undefined {
  const command = commandBegun(call.text);
  if (command === undefined || !may(call, command.permission)) return undefined;
  return said("ignored", `没有读懂。${command.usage}：${command.summary}。`);
}

/** A plan that is put off, where there is one. */
async function planPutOff(call: Call): Promise<Answer | undefined> {
  const moved = await putOff(call);
  return moved && permitted(call, plan, moved);
}

function unlogged(call: Call, intent: "edit" | "notice" | "denial"): Answer {
  if (intent === "notice" || isPutOff(call.text))
    return said("ignored", may(call, plan.permission) ? NOT_HELD + HOW_TO_PLAN : NOT_HELD);
  return intent === "edit" ? said("asked", VAGUE_EDIT) : said("ignored", "这句说的是没有办或没有参加，没有记。");
}

function asksHow(call: Call): Promise<Answer> | undefined {
  const help = commandIn(helpAsked(call.text) ?? "");
  return help && runCommand(call, help);
}
