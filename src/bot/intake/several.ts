import { findChosen, saveChosen } from "../../store/chats.ts";
import { findInbox } from "../../store/inbox.ts";
import { findOpenQuestion } from "../../store/questions.ts";
import { answer } from "../answer.ts";
import { type Answer, type Call, may, offered, said, saying } from "../call.ts";
import { commandIn } from "../commands/index.ts";
import { answerQuestion } from "../questions/answering.ts";
import { confirmed } from "../questions/confirmed.ts";
import { branchesOf, callIn, type OwnBranch } from "./place.ts";
import { filesOfInbox, nowIn, textOfInbox } from "./text-of.ts";

/**
 * Answers a member of several branches in private: about the branch they chose there. As
 * long as they have chosen none, the message waits and they are asked.
 */
export async function answerOfSeveral(call: Call): Promise<Answer> {
  const sure = await confirmed(call);
  if (sure !== undefined) return sure;
  const chosen = await findChosen(call.db, call.chat);
  const branches = await branchesOf(call);
  const asked = chosen?.waiting ? { ...call, text: asSwitch(call.text, branches) } : call;
  const isChosen = call.memberships.some(({ organisationId }) => organisationId === chosen?.organisation_id);
  if (!isChosen && chosen?.waiting && call.sent !== undefined && call.text === "") {
    return said("asked", "请先选支部，再把这张照片发一次。");
  }
  const answered = await answerOpen(asked, isChosen);
  if (answered !== undefined) return answered;
  if (!isChosen && commandIn(asked.text)?.command.permission !== "self") return askWhich(call, branches);
  return answer(asked);
}

/** A name or number alone chooses, once the bot has asked. */
function asSwitch(text: string, branches: readonly OwnBranch[]): string {
  const words = text.normalize("NFKC").trim();
  const branch = branches.find(({ name }, n) => words === String(n + 1) || words === name);
  return branch === undefined ? text : `切换 ${branch.name}`;
}

async function askWhich(call: Call, branches: readonly OwnBranch[]): Promise<Answer> {
  await saveChosen(call.db, { chat: call.chat, organisation_id: null, waiting: call.key });
  const names = branches.map(({ name }, n) => `${n + 1} ${name}`).join("，");
  const choices = branches.map(({ name }) => saying(`切换 ${name}`, name));
  const text = `您在 ${branches.length} 个支部，这一句是哪个支部的？${names}。请回复编号，以后在这里都按它记；发“切换”可以换。`;
  return offered("asked", text, choices);
}

/** An answer to the newest question, whose branch is known, be it another than the one that was chosen. */
async function answerOpen(call: Call, isChosen: boolean): Promise<Answer | undefined> {
  const question = await findOpenQuestion(call.db, { chat: call.chat, personId: call.speaker.id });
  if (question === undefined || (isChosen && question.organisation_id === call.organisation.id)) return undefined;
  const there = await callIn(call, question.organisation_id);
  return there !== undefined && may(there, "log") ? answerQuestion(there) : undefined;
}

/** Answers the message that waited for its branch, now that it is chosen. */
export async function resume(call: Call, { resume: key, ...done }: Answer): Promise<Answer> {
  if (key === undefined) return done;
  const row = await findInbox(call.db, key);
  const text = row === undefined ? undefined : textOfInbox(row);
  const chosen = await findChosen(call.db, call.chat);
  const there = await callIn(call, chosen?.organisation_id ?? call.organisation.id);
  if (row === undefined || text === undefined || there === undefined) return done;
  const now = nowIn(there.organisation.zone, new Date(row.sent_at));
  const sent = filesOfInbox(row);
  const answered = await answer({ ...there, key, text, now, sentAt: row.sent_at, ...(sent && { sent }) });
  return { ...answered, replies: [...done.replies, ...answered.replies] };
}
