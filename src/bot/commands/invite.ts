import { addDays, dayIn } from "../../ledger/calendar.ts";
import { saveInvite } from "../../store/invites.ts";
import type { Role } from "../../store/schema.ts";
import { type Call, said } from "../call.ts";
import { journalIn } from "../journal.ts";
import { hashCode, newCode } from "../members/codes.ts";
import { mayGrant, ROLE_NAMES, roleNamed } from "../permissions.ts";
import { shortDay } from "../replies/describe.ts";
import { lookedAfter } from "./bind.ts";
import type { Command } from "./command.ts";

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 7;
const MOST_DAYS = 30;
const MOST_USES = 200;

/** Nothing but numbers, roles and the name of a branch, so that 邀请专家讲党课 is no command. */
const WORDS =
  /^((?:\s*(?:\d{1,4}[人次天]|成员|党员|记录员|组织委员|书记|检查员|管理员|[^\s\d,，、]{1,40}(?:党委|总支|支部|小组))(?=[\s,，、]|$)[,，、]?)*)$/;

type Wanted = { uses: number; days: number; role: Role; branch: string | undefined };

export const invite: Command = {
  name: "邀请",
  latin: "invite",
  usage: "邀请 3人 7天",
  summary: "要一个邀请码，请人加入支部；可以写身份，如 邀请 记录员",
  permission: "manage",
  rest: WORDS,
  async run(call, [words = ""]) {
    const wanted = readWanted(words);
    if (typeof wanted === "string") return said("asked", wanted);
    const branches = await lookedAfter(call);
    const branch = branches.find(({ id, name }) =>
      wanted.branch === undefined ? id === call.organisation.id : name === wanted.branch,
    );
    if (branch === undefined) return said("asked", "没有您负责的这个支部。写法如：邀请 3人 7天 记录员。");
    if (!mayGrant(call.role, wanted.role)) {
      return said("refused", `${ROLE_NAMES[wanted.role]}只能由管理员邀请。`);
    }
    const now = call.deps.clock();
    const code = newCode(call.deps.random());
    const expiresAt = new Date(now.getTime() + wanted.days * DAY_MS).toISOString();
    const { uses, role } = wanted;
    const codeHash = hashCode(code);
    const organisationId = branch.id;
    const personId = call.speaker.id;
    await saveInvite(call.db, { codeHash, organisationId, role, uses, expiresAt, personId, now: now.toISOString() });
    await journalIn(call, organisationId, "invite", { role, uses, expiresAt });
    const last = shortDay(addDays(dayIn(call.organisation.zone, now), wanted.days), call.now.today);
    return said(
      "answered",
      inviteText(call, { code, branch: branch.name }, `身份是${ROLE_NAMES[role]}，可用 ${uses} 次，${last}前有效。`),
    );
  },
};

function inviteText(call: Call, { code, branch }: { code: string; branch: string }, terms: string): string {
  const links = call.deps.joinLinks(code);
  return [
    `请把下面这句话转给要加入“${branch}”的人，让他私聊我发出来：`,
    `加入 ${code}`,
    ...(links.length === 0 ? [] : [`也可以点开链接：${links.join(" ")}`]),
    terms,
  ].join("\n");
}

/** What each word asks for; a sentence where one cannot be understood. */
function readWanted(words: string): Wanted | string {
  const asked = words.split(/[\s,，、]+/).filter((one) => one !== "");
  const wanted = asked.reduce(withWord, { uses: 1, days: DEFAULT_DAYS, role: "member", branch: undefined });
  if (wanted.days < 1 || wanted.days > MOST_DAYS) return `有效期请写 1 到 ${MOST_DAYS} 天。`;
  if (wanted.uses < 1 || wanted.uses > MOST_USES) return `人数请写 1 到 ${MOST_USES} 人。`;
  return wanted;
}

function withWord(wanted: Wanted, word: string): Wanted {
  const [, number, unit] = /^(\d{1,4})([人次天])$/.exec(word) ?? [];
  if (unit !== undefined) return { ...wanted, [unit === "天" ? "days" : "uses"]: Number(number) };
  const role = roleNamed(word);
  return role === undefined ? { ...wanted, branch: word } : { ...wanted, role };
}
