import { expect, test } from "vitest";
import { learn } from "../../../src/report/learn.ts";
import { catalogue, fields } from "../../helpers/ledger.ts";
import { FIELDS, OTHERS, type Sentence, TALLIES } from "./sentences.ts";
import { STANCES } from "./stances.ts";

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

test.for(STANCES)("tells deeds from what there is in %s", (sentence) => {
  const [text, ...slots] = sentence;
  expect(found(sentence)).toEqual({ text, slots });
});

test.for(FIELDS)("knows the fields of %s", ([text, ...wanted]) => {
  expect(learn(text, { fields, catalogue }).slots.map(({ field, role }) => field ?? role)).toEqual(wanted);
});

test("fills no field that the organisation has taken out", () => {
  const { slots } = learn("每年可增加经营收入85万元，集中学习30次。", { fields: [], catalogue });
  expect(slots.map(({ field, role }) => [field, role])).toEqual([
    [null, "manual"],
    [null, "tally"],
  ]);
});

test("reads kinds that an organisation has added", () => {
  const own = { ...catalogue, kinds: [...catalogue.kinds, { ...NEW, name: "党员夜校", aliases: ["夜校课"] }] };
  expect(learn("开办夜校课9次。", { fields, catalogue: own }).slots).toMatchObject([{ value: 9, kinds: ["党员夜校"] }]);
});

const NEW = {
  slips: [],
  family: "study",
  unit: "次",
  quantities: [],
  adds: false,
  also: [],
  sensitive: false,
} as const;
