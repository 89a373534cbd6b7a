import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { built, root } from "../built.ts";
import { compared, type Figure } from "../figures.ts";
import { logMessage } from "../messages.ts";
import { rounds, type Setting } from "../rounds.ts";

const { readFiles } = await built<typeof import("../../src/program.ts")>("program");
const { readTranscript } = await built<typeof import("../../src/bot/replay/transcript.ts")>("bot/replay/transcript");
const { understand } =
  await built<typeof import("../../src/ledger/understand/message.ts")>("ledger/understand/message");

const NOW = { today: "2026-11-23", minute: 600 } as const;
const MADE = 300;

/** Reading of messages on one core: those of the samples, with commands, questions and small talk, and as many made ones. */
export async function measure({ size, folder }: Setting): Promise<Figure[]> {
  const { vocabulary } = await readFiles(folder);
  const texts = [...samples(), ...Array.from({ length: MADE }, (_, n) => logMessage(n))];
  const times = size === "full" ? 20 : 8;
  const { read, digest } = await rounds(
    { warm: 4, runs: 15 },
    {
      read: () => perSecond(texts, times, (text) => understand(text, NOW, vocabulary)),
      digest: () => perSecond(texts, times, (text) => createHash("sha256").update(text).digest("hex")),
    },
  );
  const limits = [{ of: "figure", atLeast: 20_000 }] as const;
  return [compared({ name: "messages read", unit: "/s", limits }, read, { name: "/s SHA-256", runs: digest })];
}

/** By the processor's time, since other programs run on this machine. */
function perSecond(texts: readonly string[], times: number, work: (text: string) => unknown): number {
  const before = process.cpuUsage();
  for (let n = 0; n < times; n++) for (const text of texts) work(text);
  const { user, system } = process.cpuUsage(before);
  return (texts.length * times * 1e6) / (user + system);
}

function samples(): string[] {
  const tests = join(root, "test", "samples", "acceptance");
  const files = readdirSync(tests).filter((file) => file.endsWith(".txt"));
  return [join(root, "examples", "2025.txt"), ...files.map((file) => join(tests, file))].flatMap((file) =>
    readTranscript(readFileSync(file, "utf8")).lines.map(({ text }) => text),
  );
}
