import type { Reply } from "./call.ts";

type Words = Pick<Reply, "text" | "choices">;

/** One message rather than two: the second goes under the first, and is what one is to choose about. */
export function asOne(first: Words, second: Words): Required<Words> {
  return {
    text: `${first.text}\n${second.text}`,
    choices: [...(second.choices ?? []), ...(first.choices ?? [])],
  };
}

/** Says one thing more in the first of some replies; where that takes an earlier message's place, beside it. */
export function mergeReplies(replies: readonly Reply[], next: Reply): Reply[] {
  const [first, ...rest] = replies;
  if (first === undefined) return [next];
  const { inPlace } = first;
  const beside = inPlace === undefined ? {} : { inPlace: { ...inPlace, beside: next } };
  return [{ ...first, ...asOne(first, next), ...beside }, ...rest];
}
