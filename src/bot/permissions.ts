import { OFFICERS } from "../store/roles.ts";
import type { Role } from "../store/schema.ts";

/** Where something is said: the group of one's own branch, or one that is not. */
export type Place = "private" | "own-group" | "other-group";

/** `privately`: it is done, and the answer goes to the private chat. */
export type Verdict = "allow" | "privately" | "deny";

/** What a person may be allowed to do; every command names the one it needs. */
export type Permission = keyof typeof RULES;

type Rule = {
  readonly roles: readonly Role[];
  /** Who of them in groups, where that is not all. */
  readonly inGroups?: readonly Role[];
} & Readonly<Partial<Record<Place, Verdict>>>;

const EVERYBODY: readonly Role[] = ["member", "recorder", "secretary", "auditor", "admin"];
const WRITERS: readonly Role[] = ["member", "recorder", "secretary", "admin"];
const EDITORS: readonly Role[] = ["recorder", "secretary", "admin"];

/** The one table of who may do what where. A role or a place that is not listed is denied. */
const RULES = {
  /** See what the branch did, in numbers. */
  anyone: { roles: EVERYBODY, private: "allow", "own-group": "allow" },
  /** See records one by one, what concerns oneself or repeats words that were said in private, and the help. */
  own: { roles: EVERYBODY, private: "allow", "own-group": "privately" },
  /** See to one's own account: link, switch, leave. */
  self: { roles: EVERYBODY, private: "allow", "own-group": "privately" },
  /** Log, and correct or withdraw one's own records; answer questions about them. */
  log: { roles: WRITERS, private: "allow", "own-group": "allow" },
  /** Say which record photos are of; they are sent in private, where every platform delivers them. */
  photos: { roles: WRITERS, private: "allow", "own-group": "privately" },
  /** Be asked step by step about a record, or fill in a form. */
  enter: { roles: WRITERS, private: "allow", "own-group": "privately" },
  /** Correct and withdraw anybody's records. */
  "edit-others": { roles: EDITORS, private: "allow", "own-group": "allow" },
  /** Say how a chat is shown what the bot sends: in private one's own, in a group everybody's. */
  show: { roles: EVERYBODY, inGroups: OFFICERS, private: "allow", "own-group": "allow" },
  /** Fields, drafts, open points, names, members and invitations. */
  manage: { roles: OFFICERS, private: "allow", "own-group": "privately" },
  /** Bind a group. */
  bind: { roles: OFFICERS, private: "allow", "own-group": "allow", "other-group": "allow" },
  /** Make branches. */
  admin: { roles: ["admin"], private: "allow", "own-group": "privately" },
} as const satisfies Record<string, Rule>;

/** What the table says; nobody has no role and may nothing. */
export function verdictOf(permission: Permission, role: Role | "nobody", place: Place): Verdict {
  const rule: Rule = RULES[permission];
  if (role === "nobody" || !rolesOf(permission, place).includes(role)) return "deny";
  return rule[place] ?? "deny";
}

/** The roles that a permission is given to, for messages that say whom to ask. */
export function rolesOf(permission: Permission, place: Place): readonly Role[] {
  const { roles, inGroups = roles }: Rule = RULES[permission];
  return place === "private" ? roles : inGroups;
}

export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  member: "成员",
  recorder: "记录员",
  secretary: "书记",
  auditor: "检查员",
  admin: "管理员",
};

/** The role that a word means. */
export function roleNamed(word: string): Role | undefined {
  // 支部书记, 党总支书记
  const wanted = word.trim().replace(/^本?党?(?:委|总支|支部)(?=书记$)/, "");
  if (wanted === "党员") return "member";
  if (wanted === "组织委员") return "recorder";
  return EVERYBODY.find((role) => ROLE_NAMES[role] === wanted);
}

/** Which roles a role may give and take. Only an admin makes or unmakes officers. */
const GRANTS: Readonly<Record<Role, readonly Role[]>> = {
  member: [],
  recorder: [],
  auditor: [],
  secretary: ["member", "recorder", "auditor"],
  admin: EVERYBODY,
};

/** Whether a role may give another one to somebody. */
export function mayGrant(granter: Role, role: Role): boolean {
  return GRANTS[granter].includes(role);
}
