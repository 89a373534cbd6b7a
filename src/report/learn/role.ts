import type { Counted } from "./attribute.ts";
import { obligation } from "./duty.ts";
import type { Ground } from "./ground.ts";
import { keptRole } from "./kept.ts";
import { THERE_ARE } from "./predicates.ts";
import { rosterRole } from "./roster.ts";
import { clauseText, restAfter, type Seat, textBefore } from "./seat.ts";
import type { Stance } from "./stance.ts";

export type Role = "tally" | "manual" | "roster" | "quota" | "plan";

/** Everything that decides what a number is for. */
export type Situation = {
  readonly seat: Seat;
  readonly counted: Counted;
  /** The sentence or its section speaks of what is to come. */
  readonly future: boolean;
  /** Its section tells what was lacking. */
  readonly lacking: boolean;
  /** Figures of members stand earlier in the sentence, so that 其中女党员8名 goes on with them. */
  readonly rosterBefore: boolean;
  /** What the verb says that it depends on, as far as the rules of `stance` tell. */
  readonly stance: Stance;
  /** Whether it tells what was done or what there is, as far as a verb says. */
  readonly ground: Ground;
  /** Others did what the sentence tells. */
  readonly ofOthers: boolean;
  /** The number before it in the sentence was kept, so that 图书900册 goes on with what was done. */
  readonly keptBefore: boolean;
  /** The clause before this one, for 每周一集中学习，时长1小时. */
  readonly clauseBefore: string;
};

/** 4名准备转为正式党员. */
const PREPARED = /^[^，。]{0,8}(?:准备|拟|计划)(?=[于在]|接收|发展(?!对象)|吸收|转|列|确定|纳入)/;
/** Hours that a plan wants: 全年学时达到32学时以上. */
const STUDIED = /^(?:学时|课时)$/;
/** 存在3个问题 opens the list of them. */
const PROBLEMS = /问题|不足(?!\d)|短板|差距/;

/** What a number of a past report is for; null where it is none that anybody keeps. */
export function roleOf(situation: Situation): Role | null {
  const duty = obligation(situation);
  if (duty !== undefined) return duty;
  if (isOfOthers(situation)) return null;
  const roster = rosterOf(situation);
  if (roster !== false) return isWanted(situation, roster) ? "plan" : roster;
  const kept = keptRole(situation);
  const isToCome = situation.future || (!situation.seat.last && PREPARED.test(restAfter(situation.seat, 16)));
  if (isToCome && (kept !== null || isAimedAt(situation.seat))) return "plan";
  return situation.lacking && !PROBLEMS.test(clauseText(situation.seat)) ? null : kept;
}

/** What a plan wants though nobody would keep it of the past: 32学时, 发展党员2至3名. */
function isAimedAt({ amount, reader }: Seat): boolean {
  return STUDIED.test(amount.unit) || /[-~至到]/.test(reader.s.slice(amount.start, amount.end));
}

/** A blank is to be filled in, whoever did it. */
function isOfOthers({ ofOthers, seat }: Situation): boolean {
  return ofOthers && seat.amount.style !== "blank";
}

/** What was done is no figure of what stands, and what stands is nothing else. */
function rosterOf(situation: Situation): "roster" | null | false {
  if (situation.stance === "deed") return false;
  const roster = rosterRole(situation);
  if (situation.stance === null || roster !== false) return roster;
  return situation.seat.amount.style === "blank" ? "roster" : null;
}

/** 计划发展党员12名，高中学历以上的9名 is no figure of those who are there. */
function isWanted({ future, rosterBefore, seat }: Situation, roster: "roster" | null): boolean {
  return roster !== null && future && !rosterBefore && !THERE_ARE.test(textBefore(seat));
}
