import type { Day, Period } from "../../ledger/activity.ts";
import type { NewOutbox } from "../../store/outbox.ts";
import type { Target } from "../../store/push-targets.ts";
import type { Deps } from "../call.ts";
import type { Card, Outbound } from "../channel.ts";
import { type Drawing, illustrated, lastCall, pictureFile } from "../pictures/drawings.ts";
import { emptyText, isEmptyWeek, type Weekly, weeklyCard, weeklyChart, weeklyText } from "../weekly.ts";
import type { WeeklySetting } from "./settings.ts";

/** When a summary was due, the days it is about, and the ISO name of their week. */
export type Run = {
  readonly run: Date;
  readonly week: Period;
  readonly iso: string;
  /** When it is sent, and the day that is then. */
  readonly at: Date;
  readonly on: Day;
};

/** A summary that has to be told now. */
export type Due = Run & {
  readonly organisation: number;
  readonly name: string;
  readonly zone: string;
  readonly groups: readonly Target[];
  readonly setting: WeeklySetting;
  /** Earlier days of its week were told already, at the time that was set before. */
  readonly isRest: boolean;
  /** How many whole weeks before it nobody told, though they were owed. */
  readonly missed: number;
};

/** What every message is made with. */
export type Manner = Pick<Deps, "dataDir"> & {
  readonly now: Date;
  /** The channels that draw charts themselves. */
  readonly charts: ReadonlySet<string>;
  /** Chats that want words in place of cards. */
  readonly plain: ReadonlySet<string>;
};

/** A message to queue, and the picture that it waits for. */
export type Message = { readonly row: NewOutbox; readonly drawing: Drawing | undefined };

/** A message for each group of an organisation; one that needs a picture waits a while for it. */
export function messagesOf(
  { organisation, groups, iso, at, setting, isRest, week }: Due,
  weekly: Weekly,
  manner: Manner,
): Message[] {
  const { now } = manner;
  const isEmpty = isEmptyWeek(weekly);
  if (isEmpty && (setting.empty === "silent" || isRest)) return [];
  return groups.map((group, n) => {
    const { channel, chat } = group;
    const key = `week:${organisation}:${iso}${isRest ? `:${week.last}` : ""}${n === 0 ? "" : `:${n}`}`;
    const card = isEmpty ? { plain: emptyText(weekly) } : cardFor(manner, group, { weekly, organisation, iso });
    const payload = JSON.stringify({ kind: "card", card } satisfies Outbound);
    const isDrawn = card.picture !== undefined;
    const notBefore = (isDrawn ? lastCall(at, now) : at).toISOString();
    const created_at = now.toISOString();
    const row = { key, channel, chat, payload, not_before: notBefore, created_at, unasked: true };
    return { row, drawing: isDrawn ? { key, at: at.toISOString() } : undefined };
  });
}

function cardFor(
  { dataDir, charts, plain: inWords }: Manner,
  { channel, chat }: Target,
  { weekly, organisation, iso }: Pick<Due, "organisation" | "iso"> & { readonly weekly: Weekly },
): Card {
  if (charts.has(channel) && !inWords.has(`${channel}:${chat}`)) return weeklyCard(weekly);
  const plain = weeklyText(weekly);
  const chart = weeklyChart(weekly);
  if (chart === undefined) return { plain };
  const name = `${weekly.name}周报${iso}`;
  return illustrated(plain, chart, pictureFile(dataDir, `week-${organisation}`, name));
}
