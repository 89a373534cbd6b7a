import type { Block, Button, Card } from "../../channel.ts";
import { chartAsText, chartElement } from "./chart.ts";
import { callback, type Element, paragraph, plain } from "./elements.ts";
import { formElement } from "./form.ts";

const SUMMARY_CHARS = 80;
/** A longer line is no title. */
const TITLE_CHARS = 60;
const TABLE_ROWS_SHOWN = 10;
const MOST_TABLES = 5;
const MOST_COLUMNS = 50;
const MOST_CHARTS = 5;

/** How a card is shown: the key of its uploaded picture, and whether Feishu draws its charts. */
export type Shown = { readonly picture?: string | undefined; readonly charts?: boolean };

/**
 * A card as JSON 2.0. All text stands in `plain_text` and in table cells of type `text`, which
 * Feishu shows as they are: no word of a member is ever read as markup or as a mention.
 */
export function interactive(card: Card, { picture, charts = true }: Shown = {}): object {
  const { header, blocks: shown } = headed(card);
  const drawn = charts ? shown : shown.flatMap((block) => instead(block, picture !== undefined));
  return {
    schema: "2.0",
    config: { update_multi: true, summary: { content: summaryOf(card) } },
    ...(header === undefined ? {} : { header }),
    body: { elements: withPicture(elementsOf(drawn), card, picture) },
  };
}

/**
 * The title is all that apps below 7.20 show of a card. Where nobody gave one, it is the
 * first line of the words, which the body then need not repeat.
 */
function headed({ plain: words, title, blocks = [] }: Card): { header?: object; blocks: readonly Block[] } {
  const shown: readonly Block[] = blocks.length === 0 ? [{ block: "text", text: words }] : blocks;
  if (title !== undefined) return { header: { title: plain(title), template: "blue" }, blocks: shown };
  const [line = ""] = words.split("\n", 1);
  const [first, ...others] = shown;
  const repeats = first?.block === "text" && `${first.text}\n`.startsWith(`${line}\n`);
  const rest = repeats ? first.text.slice(line.length + 1) : "";
  if (!repeats || line === "" || [...line].length > TITLE_CHARS || (rest === "" && others.length === 0)) {
    return { blocks: shown };
  }
  return { header: { title: plain(line) }, blocks: rest === "" ? others : [{ block: "text", text: rest }, ...others] };
}

/** What stands for a chart that is not drawn: the card's picture, which comes by itself, else its words. */
function instead(block: Block, hasPicture: boolean): Block[] {
  if (block.block !== "chart") return [block];
  return hasPicture ? [] : [{ block: "text", text: chartAsText(block) }];
}

/** The picture stands behind the words and before what is to be pressed or filled in. */
function withPicture(
  elements: readonly Element[],
  { title, plain: text }: Card,
  picture: string | undefined,
): Element[] {
  if (picture === undefined) return [...elements];
  const alt = plain(summaryOf({ title: title ?? text, plain: text }));
  const end = elements.findIndex(({ tag, flex_mode: flow }) => tag === "form" || flow === "flow");
  const at = end < 0 ? elements.length : end;
  return [...elements.slice(0, at), { tag: "img", img_key: picture, alt, preview: true }, ...elements.slice(at)];
}

/** What notifications and the list of chats show. */
function summaryOf({ title, plain: text }: Card): string {
  const line = (title ?? text).replace(/\s+/g, " ").trim();
  return [...line].slice(0, SUMMARY_CHARS).join("");
}

function elementsOf(blocks: readonly Block[]): Element[] {
  let forms = 0;
  let tables = 0;
  let charts = 0;
  return blocks.flatMap((block): Element[] => {
    switch (block.block) {
      case "text":
        return block.text === "" ? [] : [paragraph(block.text)];
      case "table":
        tables += 1;
        return tables > MOST_TABLES ? [paragraph(tableAsText(block))] : [tableElement(block)];
      case "chart":
        charts += 1;
        return charts > MOST_CHARTS ? [paragraph(chartAsText(block))] : [chartElement(block)];
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

function tableElement({ head, rows }: Extract<Block, { block: "table" }>): Element {
  const names = head.slice(0, MOST_COLUMNS);
  return {
    tag: "table",
    page_size: Math.min(Math.max(rows.length, 1), TABLE_ROWS_SHOWN),
    row_height: "low",
    header_style: { bold: true, background_style: "grey", lines: 1 },
    columns: names.map((name, n) => ({
      name: `c${n}`,
      display_name: name,
      data_type: "text",
      width: "auto",
      horizontal_align: isNumeric(rows, n) ? "right" : "left",
    })),
    rows: rows.map((row) => Object.fromEntries(names.map((_, n) => [`c${n}`, row[n] ?? ""]))),
  };
}

/** Whether every cell of a column begins with a digit. */
function isNumeric(rows: readonly (readonly string[])[], column: number): boolean {
  return rows.length > 0 && rows.every((row) => /^\d/.test(row[column] ?? ""));
}

function tableAsText({ head, rows }: Extract<Block, { block: "table" }>): string {
  return [head, ...rows].map((row) => row.join("　")).join("\n");
}

function buttonRow(row: readonly Button[]): Element {
  return {
    tag: "column_set",
    flex_mode: "flow",
    columns: row.map((button) => ({ tag: "column", width: "auto", elements: [buttonElement(button)] })),
  };
}

/** A press brings back the id of the action and nothing else. */
function buttonElement({ action, label }: Button): Element {
  return { tag: "button", text: plain(label), type: "default", behaviors: [callback(action)] };
}
