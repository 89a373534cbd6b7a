import type { Block, Button, Card } from "../../channel.ts";
import { callback, type Element, paragraph, plain } from "./elements.ts";
import { formElement } from "./form.ts";

const TONES = { info: "blue", ok: "green", warn: "orange" } as const;
const SUMMARY_CHARS = 80;
const TABLE_ROWS_SHOWN = 10;
const MOST_TABLES = 5;
const MOST_COLUMNS = 50;

/**
 * A card as JSON 2.0. All text stands in `plain_text` and in table cells of type `text`, which
 * Feishu shows as they are: no word of a member is ever read as markup or as a mention.
 */
export function interactive(card: Card): object {
  const blocks = card.blocks ?? [];
  const shown = blocks.length === 0 ? [{ block: "text", text: card.plain } as const] : blocks;
  return {
    schema: "2.0",
    config: { update_multi: true, summary: { content: summaryOf(card) } },
    ...(card.title === undefined ? {} : { header: { title: plain(card.title), template: TONES[card.tone ?? "info"] } }),
    body: { elements: elementsOf(shown) },
  };
}

/** What notifications and the list of chats show. */
function summaryOf({ title, plain: text }: Card): string {
  const line = (title ?? text).replace(/\s+/g, " ").trim();
  return [...line].slice(0, SUMMARY_CHARS).join("");
}

function elementsOf(blocks: readonly Block[]): Element[] {
  let forms = 0;
  let tables = 0;
  return blocks.flatMap((block): Element[] => {
    switch (block.block) {
      case "text":
        return block.text === "" ? [] : [paragraph(block.text)];
      case "fields":
        return block.items.map(fieldElement);
      case "table":
        tables += 1;
        return tables > MOST_TABLES ? [paragraph(tableAsText(block))] : [tableElement(block)];
      case "buttons":
        return block.rows.filter((row) => row.length > 0).map(buttonRow);
      case "form":
        forms += 1;
        return [formElement(block, forms - 1)];
      default:
        return [];
    }
  });
}

function fieldElement([label, value]: readonly [string, string]): Element {
  const grey = { tag: "div", text: { ...plain(label), text_color: "grey" } };
  return {
    tag: "column_set",
    columns: [
      column({ width: "weighted", weight: 1 }, grey),
      column({ width: "weighted", weight: 3 }, paragraph(value)),
    ],
  };
}

function column(size: { width: string; weight?: number }, element: Element): Element {
  return { tag: "column", ...size, elements: [element] };
}

function tableElement({ head, rows }: Extract<Block, { block: "table" }>): Element {
  const names = head.slice(0, MOST_COLUMNS);
  return {
    tag: "table",
    page_size: Math.min(Math.max(rows.length, 1), TABLE_ROWS_SHOWN),
    columns: names.map((name, n) => ({ name: `c${n}`, display_name: name, data_type: "text" })),
    rows: rows.map((row) => Object.fromEntries(names.map((_, n) => [`c${n}`, row[n] ?? ""]))),
  };
}

function tableAsText({ head, rows }: Extract<Block, { block: "table" }>): string {
  return [head, ...rows].map((row) => row.join("　")).join("\n");
}

function buttonRow(row: readonly Button[]): Element {
  return {
    tag: "column_set",
    flex_mode: "flow",
    columns: row.map((button) => column({ width: "auto" }, buttonElement(button))),
  };
}

/** A press brings back the id of the action and nothing else. */
function buttonElement({ action, label, style }: Button): Element {
  return { tag: "button", text: plain(label), type: style ?? "default", behaviors: [callback(action)] };
}
