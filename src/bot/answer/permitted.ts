import { type Answer, type Call, IGNORED, may, said } from "../call.ts";
import type { Command } from "../commands/command.ts";
import type { Commanded } from "../commands/index.ts";
import { inPrivate } from "../intake/place.ts";
import { noteHeard } from "../members/heard.ts";
import { type Permission, ROLE_NAMES, rolesOf, verdictOf } from "../permissions.ts";

/** Does a command, and notes on which platform its officer is. */
export async function runCommand(call: Call, { command, args, named }: Commanded): Promise<Answer> {
  const { channel, db, speaker } = call;
  if (call.place === "private" && may(call, "manage")) await noteHeard(db, { person: speaker.id, channel });
  return permitted(call, command, (allowed) => command.run(allowed, args, named));
}

/** Does what the table allows, where it allows it; the one place where that is decided for commands. */
export async function permitted(
  call: Call,
  { name, permission }: Pick<Command, "name" | "permission">,
  run: (call: Call) => Promise<Answer>,
): Promise<Answer> {
  switch (verdictOf(permission, call.role, call.place)) {
    case "allow":
      return run(call);
    case "privately":
      return told(call, await run(inPrivate(call)));
    case "deny":
      return denied(call, permission, name);
  }
}

/** In the group only that the answer is elsewhere. */
function told({ home }: Call, answered: Answer): Answer {
  if (answered.replies.length === 0) return answered;
  const replies = answered.replies.map((reply) => ({ to: home, ...reply }));
  return { ...answered, replies: [{ text: "已私下回复您；没有收到请先私聊我一句再发。" }, ...replies] };
}

/** Why something is not done; to a group nothing where nobody asked the bot. */
export function denied(call: Call, permission: Permission, name: string): Answer {
  if (!call.addressed) return IGNORED;
  if (call.place === "other-group") {
    return said("refused", "这个群没有绑定您的支部，这里不登记也不查询。要绑定请发“绑定 支部名称”。");
  }
  if (permission === "log") return said("refused", "您的身份只能查看台账，不能登记。需要登记请联系书记。");
  const roles = rolesOf(permission, call.place).map((role) => ROLE_NAMES[role]);
  const isElsewhere = verdictOf(permission, call.role, "private") !== "deny";
  return said(
    "refused",
    isElsewhere
      ? `在群里“${name}”只有${roles.join("、")}可以用，您可以私聊我发，只改您自己的。`
      : `“${name}”只有${roles.join("、")}可以用。`,
  );
}
