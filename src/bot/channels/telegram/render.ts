import type { Block, Button, Card } from "../../channel.ts";
import { SendError } from "../../channel.ts";
import { slicesOf } from "../../work/slices.ts";
import { shortened } from "./split.ts";
import { marked, plain, type Styled, stacked } from "./styled.ts";
import { tableText } from "./table.ts";

/** Buttons of one row, all buttons, bytes of what a press sends back, characters of a label. */
const ROW = 8;
const BUTTONS = 100;
const DATA_BYTES = 64;
const LABEL = 64;

export type Keyboard = { inline_keyboard: { text: string; callback_data: string }[][] };

type Rendered = { readonly body: Styled; readonly keyboard: Keyboard | undefined };

/** A card as a text with marks, and its buttons. What Telegram has no form for is said by `plain`. */
export function rendered({ plain: words, title, blocks = [] }: Card): Rendered {
  const parts = blocks.flatMap(partOf);
  const says = parts.length === 0 || blocks.some(({ block }) => block === "form") ? [plain(words)] : parts;
  const heading = title === undefined || says[0]?.text.startsWith(title) === true ? [] : [marked("bold", title)];
  return { body: stacked([...heading, ...says]), keyboard: keyboardOf(blocks) };
}

function partOf(block: Block): Styled[] {
  switch (block.block) {
    case "text":
      return [plain(block.text)];
    case "table":
      return [marked("pre", tableText(block.head, block.rows))];
    case "chart":
    case "buttons":
    case "form":
      return [];
  }
}

function keyboardOf(blocks: readonly Block[]): Keyboard | undefined {
  const rows = blocks.flatMap((block) =>
    block.block === "buttons" ? block.rows.flatMap((row) => slicesOf(row, ROW)) : [],
  );
  const filled = rows.filter((row) => row.length > 0);
  if (filled.length === 0) return undefined;
  if (filled.flat().length > BUTTONS) throw new SendError("invalid", `more than ${BUTTONS} buttons`);
  return { inline_keyboard: filled.map((row) => row.map(buttonOf)) };
}

function buttonOf({ action, label }: Button): { text: string; callback_data: string } {
  const bytes = Buffer.byteLength(action);
  if (bytes < 1 || bytes > DATA_BYTES) throw new SendError("invalid", `a button's action has ${bytes} bytes`);
  return { text: shortened(label, LABEL), callback_data: action };
}
