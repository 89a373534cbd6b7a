import { normalise } from "../normalise.ts";
import { LONGEST } from "../numbers/read-number.ts";
import type { Target } from "./instruction.ts";
import { withoutRemarks } from "./remarks.ts";

const WITHDRAW =
  /^(?:请|麻烦|帮我|帮忙)?(?:把)?(?:撤[销消]|撤回|撤掉|删除|删掉|删了|删去|[删撤](?= ?#|一[下条]|上|刚|这|[吧了]?$)|作废|去掉|取消|清除|undo)(?:掉|了|吧|一下|一条)*(?:我的)?(?:上一条|上条|刚才(?:那条|的)?|刚刚(?:那条|的)?|上面(?:那条|的)?|这条|最近一条|最后一条)?(?:记录)?(?: ?# ?(\d{1,9}))?(?:号|条)?(?:记录)?(?:吧|了)?[。!]*$/;
const WITHDRAW_LAST =
  /^(?:请|麻烦|帮我|帮忙)?(?:把)?(?:(?:上一条|上条|[刚上][才刚面](?:那[条个次]|的)?|这条)(?:记录)?|# ?(\d{1,9})(?:号|条)?(?:记录)?) ?(?:给我)?(?:撤[销消]|撤回|撤掉|撤|删除|删掉|删了|删去|删|作废|去掉|不要了|不算数?)(?:掉|了|吧|一下)?[。!]*$/;

/** 刚才那个没开成, 搞错了，没开 */
const NOT_HELD =
  /^(上一条|上条|刚[才刚](?:那[条个次]|的)|这条)?(?:其实|后来|最后)?(?:没有?|未)(?:[开办搞去]|参加)(?:成|上)?了?[。!]*$/;
/** 刚才是测试，删了 */
const TRIED = /^(?:刚[才刚]?)?(?:只?是)?测试(?:一下|的)*[,。! ]+/;

/** Reads 撤销, 撤销上一条, 删掉 #12. Null where the target is only described: 上周五那条支委会删掉. */
export function readWithdrawal(text: string): { readonly target: Target } | null {
  if (text.length > LONGEST) return null;
  const s = normalise(text).s.trim().replace(/^\//, "");
  const { words, isWrong } = withoutRemarks(s.replace(TRIED, ""));
  const off = NOT_HELD.exec(words);
  if (off !== null && (isWrong || off[1] !== undefined)) return { target: "newest" };
  const found = WITHDRAW.exec(words) ?? WITHDRAW_LAST.exec(words);
  if (found === null) return null;
  return { target: found[1] === undefined ? "newest" : Number(found[1]) };
}
