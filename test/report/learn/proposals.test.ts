import { expect, test } from "vitest";
import { proposalsOf } from "../../../src/report/learn/proposals.ts";
import { learn } from "../../../src/report/learn.ts";
import { catalogue, fields } from "../../helpers/ledger.ts";

const names = { catalogue, fields };

test.for<readonly [rule: string, text: string, ...doubts: string[]]>([
  ["a second number of a field", "党课6次，请老师讲党课1次。", "1次 → 党课"],
  ["a number beside something that is held", "组织警示教育4次，处方点评8次。", "8次 → 警示教育"],
  ["nothing of what says itself that it is a part", "发展党员7名，其中女性4名。"],
  ["nothing of what tells of a part of the year or of some", "上半年党课3次。全年党课6次，支委讲党课2次。"],
  ["nothing beside what is counted in other units", "签订责任书9份，公示12次。"],
  ["nothing that is clear", "党课6次，修路3公里。"],
  ["not whom volunteers served, which is counted apart", "开展志愿服务7次，服务居民900人次。"],
  ["no attendance of what nobody comes to", "收到意见建议40条；食堂全年服务4.1万人次。"],
  ["no part that says so itself", "主题党日\t12次\t其中联合开展3次"],
])("asks about %s", ([, text, ...doubts]) => {
  const asked = proposalsOf(learn(text, names), names).doubts;
  expect(asked.map(({ number, options }) => `${number} → ${options.join("、")}`)).toEqual(doubts);
});
