import type { Card } from "../../channel.ts";
import { interactive } from "./card.ts";
import type { Timers } from "./time.ts";

/** Feishu shows an error where a press is not answered within 3 s. */
const ANSWER_MS = 2_500;
/** So many answered presses are remembered, for what comes late. */
const REMEMBERED = 1_000;

export type PressAnswer = {
  readonly toast?: { readonly type: "info" | "success" | "warning" | "error"; readonly content: string };
  readonly card?: { readonly type: "raw"; readonly data: unknown };
};

/** Where a press came from. */
export type Pressed = { readonly key: string; readonly message: string };

export const EXPIRED: PressAnswer = {
  toast: { type: "info", content: "这张卡片已经失效，请直接发一句话。" },
};
export const NOT_KEPT: PressAnswer = { toast: { type: "error", content: "这一下没有保存，请再按一次。" } };
const SLOW: PressAnswer = { toast: { type: "info", content: "收到，正在处理。" } };

export type Presses = {
  /** The answer to a press, in time whatever becomes of `kept`: what is said meanwhile, else nothing. */
  answer(press: Pressed, kept: Promise<void>): Promise<PressAnswer>;
  /** Answers a press that still waits; false where none does. */
  say(key: string, answer: PressAnswer): boolean;
  /** The message on which the button of a press was. */
  messageOf(key: string): string | undefined;
};

export function openPresses({ sleep }: Timers): Presses {
  const waiting = new Map<string, (answer: PressAnswer) => void>();
  const known = new Map<string, string>();

  function remember({ key, message }: Pressed): void {
    const [oldest] = known.keys();
    if (known.size >= REMEMBERED && oldest !== undefined) known.delete(oldest);
    known.set(key, message);
  }

  return {
    async answer(press, kept) {
      remember(press);
      const over = new AbortController();
      let durable = false;
      const said = new Promise<PressAnswer>((resolve) => waiting.set(press.key, resolve));
      const lost = kept.then(
        () => {
          durable = true;
          return said;
        },
        () => NOT_KEPT,
      );
      const late = sleep(ANSWER_MS, over.signal).then(() => (durable ? {} : SLOW));
      try {
        return await Promise.race([said, lost, late]);
      } finally {
        waiting.delete(press.key);
        over.abort();
      }
    },
    say(key, answer) {
      const resolve = waiting.get(key);
      waiting.delete(key);
      resolve?.(answer);
      return resolve !== undefined;
    },
    messageOf: (key) => known.get(key),
  };
}

const TOAST_CHARS = 100;

/** A toast as Feishu has it, with the card that replaces the pressed one. */
export function pressAnswer(text: string, card: Card | undefined): PressAnswer {
  const type = card?.tone === "warn" ? "warning" : card?.tone === "ok" ? "success" : "info";
  const content = [...text].slice(0, TOAST_CHARS).join("");
  return {
    ...(content === "" ? {} : { toast: { type, content } }),
    ...(card === undefined ? {} : { card: { type: "raw", data: interactive(card) } }),
  };
}
