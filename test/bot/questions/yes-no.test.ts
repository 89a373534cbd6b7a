import { expect, test } from "vitest";
import { readYesNo } from "../../../src/bot/questions/yes-no.ts";

test.for(["是啊", "嗯嗯", "没错", "就是同一次", "是同一次活动", "同一个", "一样的", "是同一场", "同一回事"])(
  "%s: it is the same event",
  (words) => expect(readYesNo(words, "same")).toBe(true),
);

test.for([
  "两次",
  "是两次",
  "两场",
  "不对，是两次",
  "不同的两次",
  "不一样",
  "分开的",
  "是另外一次",

  "不是一回事",
])("%s: it is another event", (words) => expect(readYesNo(words, "same")).toBe(false));

test.for(["两次", "分开的", "同一个", "一样的"])("%s confirms and refuses nothing grave", (words) =>
  expect(readYesNo(words, "confirm")).toBeUndefined(),
);
