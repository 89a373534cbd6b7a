import { leftOut } from "../../ledger/understand/message.ts";

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
