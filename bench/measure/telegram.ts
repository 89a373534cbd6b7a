import { alone, compared, type Figure, p99 } from "../figures.ts";
import { rounds, type Setting, timed } from "../rounds.ts";
import { quickApi } from "../telegram/api.ts";
import { type Contestant, contestant } from "../telegram/contestant.ts";
import type { Kind as Any } from "../telegram/server.ts";
import { cold, resident } from "../telegram/whole.ts";

type Kind = Exclude<Any, "busy">;

const CONNECTIONS = 16;
const PER_SECOND = 100;
/** Of ten updates of a storm one is new. */
const TIMES = 10;
const ECHO = "a bare telegraf webhook echo";
const DURABLE = "such an echo, one row committed before";

/**
 * Updates pushed over loopback to the program's webhook and to a bare telegraf bot that says
 * back what it hears, in turn; both call the same Bot API on loopback, and pacing is lifted.
 */
export async function measure(setting: Setting): Promise<Figure[]> {
  const api = await quickApi();
  const open = (kind: Kind) => contestant(kind, { folder: setting.folder, api: api.url, connections: CONNECTIONS });
  const [echo, durable, sent, kept] = await Promise.all([open("echo"), open("durable"), open("sent"), open("kept")]);
  try {
    return [
      ...(await throughput(setting, { echo, durable, sent, kept })),
      ...(await latency(setting, { echo, durable, sent })),
      await storm(setting, kept),
      await resident(setting),
      await cold(setting),
    ];
  } finally {
    for (const one of [echo, durable, sent, kept]) await one.close();
    api.close();
  }
}

async function throughput({ size }: Setting, contestants: Record<Kind, Contestant>): Promise<Figure[]> {
  const updates = size === "full" ? 960 : 480;
  const warm = size === "full" ? 8 : 5;
  const cpu: Record<Kind, number[]> = { echo: [], durable: [], sent: [], kept: [] };
  const commits: number[] = [];
  const run = (kind: Kind) => async () => {
    const { fresh, load, told } = contestants[kind];
    const bodies = fresh(updates);
    const before = await told();
    const ms = await timed(async () => {
      await load.push(bodies);
      if (kind === "sent") await told();
    });
    const after = await told();
    cpu[kind].push(((after.cpuMs - before.cpuMs) * 1000) / updates);
    if (kind === "sent") commits.push((after.commits - before.commits) / updates);
    return (updates * 1000) / ms;
  };
  const runs = { warm, runs: size === "full" ? 15 : 9 };
  const speed = await rounds(runs, {
    ...{ echo: run("echo"), durable: run("durable"), sent: run("sent"), kept: run("kept") },
  });
  const echoed = { name: `/s ${ECHO}`, runs: speed.echo };
  const used = { name: `µs ${ECHO}`, runs: cpu.echo.slice(warm) };
  const ratio = (limit: { atLeast?: number; atMost?: number }) => [{ of: "ratio", ...limit }] as const;
  return [
    compared({ name: "acknowledged", unit: "/s", limits: ratio({ atLeast: 1.2 }) }, speed.kept, echoed),
    compared({ name: "processor for it", unit: "µs", limits: ratio({ atMost: 0.7 }) }, cpu.kept.slice(warm), used),
    compared(
      { name: "with replies sent and marked", unit: "/s", limits: ratio({ atLeast: 0.75 }) },
      speed.sent,
      echoed,
    ),
    compared({ name: "processor for it all", unit: "µs", limits: ratio({ atMost: 1 }) }, cpu.sent.slice(warm), used),
    alone(
      { name: "fsyncs a message, 16 waiting", unit: "", limits: [{ of: "figure", atMost: 0.2 }] },
      commits.slice(warm),
    ),
    compared({ name: DURABLE, unit: "/s" }, speed.durable, echoed),
    compared({ name: `processor for ${DURABLE}`, unit: "µs" }, cpu.durable.slice(warm), used),
  ];
}

async function latency(
  { size }: Setting,
  contestants: Record<"echo" | "durable" | "sent", Contestant>,
): Promise<Figure[]> {
  const updates = PER_SECOND * (size === "full" ? 10 : 2);
  const run = (kind: "echo" | "durable" | "sent") => async () => {
    const { fresh, load, told } = contestants[kind];
    const took = await load.pace(fresh(updates), PER_SECOND);
    await told();
    return p99(took);
  };
  const { echo, durable, sent } = await rounds(
    { warm: 1, runs: 5 },
    { echo: run("echo"), durable: run("durable"), sent: run("sent") },
  );
  const limits = [{ of: "ratio", atMost: 1.2 }] as const;
  const echoed = { name: `ms ${ECHO}`, runs: echo };
  const name = `acknowledged at ${PER_SECOND}/s, p99`;
  return [
    compared({ name, unit: "ms", limits }, sent, echoed),
    compared({ name: `${name}: ${DURABLE}`, unit: "ms" }, durable, echoed),
  ];
}

/** The same updates again and again, as after a failure. */
async function storm({ size }: Setting, { fresh, load, told }: Contestant): Promise<Figure> {
  const updates = size === "full" ? 960 : 480;
  const run = (bodies: () => string[]) => async () => {
    const pushed = bodies();
    const ms = await timed(() => load.push(pushed));
    await told();
    return (pushed.length * 1000) / ms;
  };
  const again = () => fresh(updates / TIMES).flatMap((body) => Array<string>(TIMES).fill(body));
  const { once, often } = await rounds(
    { warm: 1, runs: size === "full" ? 15 : 9 },
    { once: run(() => fresh(updates)), often: run(again) },
  );
  const limits = [{ of: "ratio", atLeast: 3 }] as const;
  return compared({ name: "storm, nine of ten known", unit: "/s", limits }, often, {
    name: "/s when all are new",
    runs: once,
  });
}
