import { type Answer, type Call, may, saying } from "../call.ts";
import { shows } from "../replies/plain.ts";

/** What the buttons of the welcome say for a person. */
const FIRST_STEPS = ["记一条", "我的", "统计", "帮助"];

/** What a member reads who opens the private chat: how one line is enough, and the first steps as buttons. */
export function welcome(call: Call): Answer {
  const { speaker, organisation } = call;
  const steps = FIRST_STEPS.filter((words) => words !== "记一条" || may(call, "log"));
  const example = may(call, "log") ? ["办了活动发一句就行，如：昨天下午集中学习 二十大报告 15人 2小时"] : [];
  const text = [`${speaker.name}，您好，这里是“${organisation.name}”的台账。`, ...example, "发“帮助”看用法。"].join(
    "\n",
  );
  const choices = steps.map((words) => saying(words));
  // An old app shows the title and nothing else.
  const title = `${organisation.name}台账（下面没有内容的，请发“不用卡片”）`;
  return {
    outcome: "answered",
    records: [],
    replies: [{ text, choices, ...(shows(call, "forms") && { card: { title } }) }],
  };
}
