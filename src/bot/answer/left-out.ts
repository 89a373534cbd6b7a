import { correctionBeside, leftOut } from "../../ledger/understand/message.ts";
import type { Call } from "../call.ts";

/**
 * Says from where on a long message was not read, so that nobody takes it for kept; nothing where all was read. What
 * is not to be repeated is not quoted.
 */
export function leftOutText(text: string, isDiscreet = false): string | undefined {
  const words = leftOut(text);
  if (words === null) return undefined;
  return isDiscreet
    ? "这段话太长，后面的没有读，也没有记。"
    : `这段话太长，从“${words}”起没有读，也没有记；里面还有活动的，请另发一条。`;
}

const LONGEST_QUOTE = 24;

/** Says that a correction which stood beside what was logged was not made. */
export function uncorrectedText({ now, deps }: Call, text: string, isDiscreet: boolean): string | undefined {
  const words = correctionBeside(text, now, deps.vocabulary);
  if (words === null) return undefined;
  const quoted = words.length > LONGEST_QUOTE ? `${words.slice(0, LONGEST_QUOTE)}……` : words;
  return `${isDiscreet ? "另一句" : `“${quoted}”`}像是要更正，还没有改，请单独再发一遍。`;
}
