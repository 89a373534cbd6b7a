import { readFileSync } from "node:fs";
import type { Outcome } from "../bot/call.ts";
import { transcriptChannel } from "../bot/channels/transcript.ts";
import { readTranscript, type Transcript } from "../bot/replay/transcript.ts";
import { type ReplayLine, replay } from "../bot/replay.ts";
import { runBot } from "../bot/run.ts";
import { openProgram, type Program } from "../program.ts";
import { CommandError } from "./command-error.ts";
import type { Common, Io } from "./io.ts";

/** Takes a transcript in and tells each outcome; what is no line of one is named at the end, with status 1. */
export async function replayCommand(io: Io, file: string, options: Common & { json?: true }): Promise<number> {
  const transcript = readTranscriptFile(file);
  const program = await openProgram({ dataDir: options.data, config: io.config() });
  try {
    const counts = new Map<Outcome, number>();
    await replayAll(io, { program, transcript }, (line) => {
      counts.set(line.outcome, (counts.get(line.outcome) ?? 0) + 1);
      if (options.json) io.out(`${JSON.stringify(line)}\n`);
    });
    if (!options.json) io.out(`${summary(transcript, counts)}\n`);
  } finally {
    await program.close();
  }
  for (const { line, problem } of transcript.faults) io.err(`${file} 第 ${line} 行没有读：${problem}。\n`);
  return transcript.faults.length === 0 ? 0 : 1;
}

/** Feeds a transcript and waits until everything it caused is done. */
export async function replayAll(
  io: Io,
  { program: { deps }, transcript }: { readonly program: Program; readonly transcript: Transcript },
  onLine: (line: ReplayLine) => void,
): Promise<void> {
  const bot = runBot(deps, [transcriptChannel], io.report);
  try {
    for await (const line of replay({ deps, zone: io.config().zone }, bot, transcript)) onLine(line);
  } finally {
    await bot.close();
  }
}

/** Reads a transcript of UTF-8 text. Throws a CommandError where there is none. */
export function readTranscriptFile(file: string): Transcript {
  try {
    return readTranscript(new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(file)));
  } catch (error) {
    if (error instanceof TypeError) throw new CommandError(`${file} 不是 UTF-8 编码的文本，请另存为 UTF-8 后再试。`);
    throw new CommandError(`读不了 ${file}，请检查文件是否存在、是否可以读取。`, 1, { cause: error });
  }
}

const OUTCOMES: Readonly<Record<Outcome, string>> = {
  logged: "记入",
  joined: "并入",
  held: "待定",
  asked: "待答",
  edited: "更正",
  voided: "撤销",
  answered: "答复",
  duplicate: "重复",
  refused: "拒绝",
  ignored: "不记",
};

function summary({ lines }: Transcript, counts: ReadonlyMap<Outcome, number>): string {
  const parts = [...counts].map(([outcome, count]) => `${OUTCOMES[outcome]} ${count}`);
  return `共 ${lines.length} 条消息${parts.length === 0 ? "" : `：${parts.join("，")}`}。`;
}
