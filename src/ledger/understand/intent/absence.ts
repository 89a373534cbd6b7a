import type { Token } from "../token.ts";

const AWAY = /(?:没有?|未能?|不能|无法|不便)(?:来|到场?|参加)$/;
const THOSE = /^的[一-龥]{0,2}(?:党员|同志|职工|群众|人)/;

/** The 学习 of a line 补充：学习2小时 is that of the record above. */
const ADDED = /[\n;。] ?补充?(?:一下|下|说明)?[:,] ?$/;

/** 给不能参加学习的老党员送学: 学习 only says which persons these were. */
export function withoutAbsence(s: string, tokens: readonly Token[]): readonly Token[] {
  if (!/[没未不无]|[\n;。] ?补/.test(s)) return tokens;
  return tokens.filter(
    ({ type, start, end }) =>
      !(type === "study" && ADDED.test(s.slice(Math.max(0, start - 9), start))) &&
      !(
        (type === "kind" || type === "study") &&
        THOSE.test(s.slice(end, end + 6)) &&
        AWAY.test(s.slice(Math.max(0, start - 6), start))
      ),
  );
}
