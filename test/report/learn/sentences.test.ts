import { expect, test } from "vitest";
import { learn } from "../../../src/report/learn.ts";
import { catalogue, fields } from "../../helpers/ledger.ts";
import { OTHERS, type Sentence, TALLIES } from "./sentences.ts";

/** What was found, written as the tables write it. */
function found([marked]: Sentence): { text: string; slots: string[] } {
  const text = marked.replace(/[«»]/g, "");
  const { slots } = learn(text, { fields, catalogue });
  let shown = text;
  const points = Array.from(text);
  for (const { start, end } of slots.toReversed()) {
    points.splice(start, end - start, `«${points.slice(start, end).join("")}»`);
    shown = points.join("");
  }
  return {
    text: shown,
    slots: slots.map(({ value, unit, role, kinds }) => [String(value), unit, role, kinds.join("+")].join(" ").trim()),
  };
}

test.for(TALLIES)("finds what is counted in %s", (sentence) => {
  const [text, ...slots] = sentence;
  expect(found(sentence)).toEqual({ text, slots });
});

test.for(OTHERS)("tells what is no tally in %s", (sentence) => {
  const [text, ...slots] = sentence;
  expect(found(sentence)).toEqual({ text, slots });
});
