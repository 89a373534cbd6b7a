import type { Card } from "../../channel.ts";
import type { Timers } from "../time.ts";
import { interactive } from "./card.ts";

/** Feishu shows an error where a press is not answered within 3 s. */
const ANSWER_MS = 2_500;

type PressAnswer = {
  readonly toast?: { readonly type: "info" | "success" | "warning" | "error"; readonly content: string };
  readonly card?: { readonly type: "raw"; readonly data: unknown };
};

export const EXPIRED: PressAnswer = {
  toast: { type: "info", content: "这张卡片已经失效，请直接发一句话。" },
};
const NOT_KEPT: PressAnswer = { toast: { type: "error", content: "这一下没有保存，请再按一次。" } };
const SLOW: PressAnswer = { toast: { type: "info", content: "收到，正在处理。" } };

export type Presses = {
  /** The answer to the press of that key, in time whatever becomes of `kept`: what is said meanwhile, else nothing. */
  answer(key: string, kept: Promise<void>): Promise<PressAnswer>;
  /** Answers a press that still waits; false where none does. */
  say(key: string, answer: PressAnswer): boolean;
};

/** Holds a press open until its message is committed and what it did can be said in the answer, or time runs out. */
export function openPresses({ sleep }: Timers): Presses {
  const waiting = new Map<string, (answer: PressAnswer) => void>();

  return {
    async answer(key, kept) {
      const over = new AbortController();
      let durable = false;
      const said = new Promise<PressAnswer>((resolve) => waiting.set(key, resolve));
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
        waiting.delete(key);
        over.abort();
      }
    },
    say(key, answer) {
      const resolve = waiting.get(key);
      waiting.delete(key);
      resolve?.(answer);
      return resolve !== undefined;
    },
  };
}

const TOAST_CHARS = 100;

/** A toast as Feishu has it, with the card that replaces the pressed one. */
export function pressAnswer(text: string, card: Card | undefined): PressAnswer {
  const content = [...text].slice(0, TOAST_CHARS).join("");
  return {
    ...(content === "" ? {} : { toast: { type: "info", content } }),
    ...(card === undefined ? {} : { card: { type: "raw", data: interactive(card) } }),
  };
}
