import type { Address, Reply } from "../call.ts";

type Words = Pick<Reply, "text" | "choices">;

/** One message rather than two: the second goes under the first, and is what one is to choose about. */
export function asOne(first: Words, second: Words): Required<Words> {
  return {
    text: `${first.text}\n${second.text}`,
    choices: [...(second.choices ?? []), ...(first.choices ?? [])],
  };
}

/**
 * Says one thing more in the first of some replies; where that takes an earlier message's
 * place, beside it. What goes elsewhere stays apart.
 */
export function mergeReplies(replies: readonly Reply[], next: Reply): Reply[] {
  const [first, ...rest] = replies;
  if (first === undefined) return [next];
  if (next.to !== undefined && next.to !== first.to) return [...replies, next];
  const { inPlace } = first;
  const beside = inPlace === undefined ? {} : { inPlace: { ...inPlace, beside: next } };
  const openly = next.openly === undefined ? {} : { openly: next.openly };
  return [{ ...first, ...asOne(first, next), ...beside, ...openly }, ...rest];
}

/** The replies to a message whose details go to one chat: what the speaker alone is asked stands under what was done. */
export function gathered(replies: readonly Reply[], to: Address): Reply[] {
  const asked = replies.find(({ openly }) => openly === false);
  const [first, ...others] = replies.filter((one) => one !== asked).map((one) => ({ to, ...one }));
  if (asked === undefined || first === undefined) return replies.map((one) => ({ to, ...one }));
  return [...mergeReplies([first], { ...asked, to: first.to }), ...others];
}
