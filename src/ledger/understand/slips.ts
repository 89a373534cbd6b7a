import type { Chunk } from "./chunk.ts";
import { wordsOf } from "./normalise.ts";
import type { Counted } from "./numbers/sums.ts";
import type { Doubt, Reading } from "./reading.ts";
import type { Token } from "./token.ts";

/** The tokens that gave the values of a reading. */
type Sources = {
  readonly date: readonly Token[];
  readonly people: readonly Token[];
  readonly minutes: readonly Token[];
  readonly quantities: readonly Counted[];
};

/** 1O人, 11月l6日: what a letter for a digit gave is proposed, and a person has to confirm it. */
export function withSlips(chunk: Chunk, reading: Reading, sources: Sources): Reading {
  if (chunk.text.slips.length === 0) return reading;
  const { start, end, headcount, minutes, quantities } = reading;
  const doubts: Doubt[] = [];
  const isSlip = (tokens: readonly Token[], about: Doubt["about"], options: readonly string[]): boolean => {
    const token = tokens.find((one) => hasSlip(chunk, one));
    if (token === undefined || options.length === 0) return false;
    doubts.push({ about, reason: "slip", words: wordsOf(chunk.text, token.start, token.end), options });
    return true;
  };
  const isDay = isSlip(sources.date, "date", start === null || end !== null ? [] : [start]);
  const isPeople = isSlip(sources.people, "participants", headcount === null ? [] : [String(headcount.value)]);
  const isLength = isSlip(sources.minutes, "duration", minutes === null ? [] : [String(minutes.value)]);
  const slipped = sources.quantities.filter(({ token }) => hasSlip(chunk, token));
  for (const { name, unit, value, token } of slipped) {
    const words = wordsOf(chunk.text, token.start, token.end);
    doubts.push({ about: "quantity", reason: "slip", words, options: [String(value)], quantity: { name, unit } });
  }
  return {
    ...reading,
    start: isDay ? null : start,
    headcount: isPeople ? null : headcount,
    minutes: isLength ? null : minutes,
    quantities: quantities.filter(({ name }) => slipped.every((one) => one.name !== name)),
    doubts: isDay ? [...doubts, ...reading.doubts] : [...reading.doubts, ...doubts],
  };
}

function hasSlip({ text }: Chunk, { start, end }: Token): boolean {
  return text.slips.some((at) => at >= start && at < end);
}
