import type { Block, Card } from "../../channel.ts";
import { slicesOf } from "../../work/slices.ts";
import { interactive, type Shown } from "./card.ts";
import { chartAsText } from "./chart.ts";

/** Feishu refuses a card or post above 30 KB; some room is left for what it adds. */
export const BUDGET_BYTES = 29 * 1_024;
/** At most 200 elements stand in a card; each block is several. */
const MOST_ELEMENTS = 190;
const SHORTEST = 200;

/**
 * A card that fits Feishu's limits: a chart that is too large becomes words, the largest table
 * loses rows and the longest text its end until it does, and both say so. Buttons and forms
 * stay. What is left of a hopeless card is its plain text.
 */
export function fitCard(card: Card, shown: Shown = {}): Card {
  let fitting = card;
  while (!fits(fitting, shown)) {
    const smaller = shrink(fitting);
    if (smaller === undefined) return cutPlain(card);
    fitting = smaller;
  }
  return fitting;
}

function fits(card: Card, shown: Shown = {}): boolean {
  const json = JSON.stringify(interactive(card, shown));
  return Buffer.byteLength(json) <= BUDGET_BYTES && json.split('"tag":').length - 1 <= MOST_ELEMENTS;
}

function shrink(card: Card): Card | undefined {
  const blocks = card.blocks ?? [];
  const sizes = blocks.map(sizeOf);
  const largest = Math.max(0, ...sizes);
  if (largest <= SHORTEST) return undefined;
  const at = sizes.indexOf(largest);
  return { ...card, blocks: once(blocks.flatMap((block, n) => (n === at ? halved(block) : [block]))) };
}

/** Without a remark that stands there already. */
function once(blocks: readonly Block[]): Block[] {
  return blocks.filter((block, n) => n === 0 || JSON.stringify(block) !== JSON.stringify(blocks[n - 1]));
}

function sizeOf(block: Block): number {
  if (block.block === "text") return Buffer.byteLength(block.text);
  if (block.block === "table" && block.rows.length > 1) return Buffer.byteLength(JSON.stringify(block.rows));
  if (block.block === "chart") return Buffer.byteLength(JSON.stringify(block)) * 2;
  return 0;
}

function halved(block: Block): Block[] {
  switch (block.block) {
    case "text":
      return [{ block: "text", text: cut(block.text, Math.floor([...block.text].length / 2)) }];
    case "table": {
      const kept = Math.ceil(block.rows.length / 2);
      const rows = block.rows.slice(0, kept);
      return [
        { ...block, rows },
        { block: "text", text: "（表格太长，后面的没有显示）" },
      ];
    }
    case "chart":
      return [{ block: "text", text: chartAsText(block) }];
    default:
      return [block];
  }
}

function cutPlain({ plain, title }: Card): Card {
  let chars = [...plain].length;
  let card: Card;
  do {
    card = { plain: cut(plain, chars), ...(title === undefined ? {} : { title }) };
    chars = Math.floor(chars / 2);
  } while (!fits(card) && chars > 0);
  return card;
}

const CUT = "……（内容太长，后面的没有显示）";

function cut(text: string, chars: number): string {
  const all = [...text.replace(CUT, "")];
  return all.length <= chars ? text : `${all.slice(0, chars).join("")}${CUT}`;
}

/** What a post takes besides its lines, but for the sign between two of them. */
const FRAME_BYTES = Buffer.byteLength(JSON.stringify({ zh_cn: { content: [] } })) - 1;

/** Text in parts that each fit a post, broken between lines where it can be. */
export function postParts(text: string): string[] {
  const parts: string[][] = [];
  let left = 0;
  for (const line of text.split("\n").flatMap(pieces)) {
    const bytes = Buffer.byteLength(postContent(line)) - FRAME_BYTES;
    if (bytes > left) {
      parts.push([]);
      left = BUDGET_BYTES - FRAME_BYTES;
    }
    parts.at(-1)?.push(line);
    left -= bytes;
  }
  return parts.map((lines) => lines.join("\n"));
}

const PIECE_CHARS = 2_000;

function pieces(line: string): string[] {
  return line === "" ? [""] : slicesOf([...line], PIECE_CHARS).map((chars) => chars.join(""));
}

/** Text as a post: unlike a text message, whose `<at …>` Feishu obeys, it shows every character as it is. */
export function postContent(text: string): string {
  const content = text.split("\n").map((line) => [{ tag: "text", text: line === "" ? " " : line }]);
  return JSON.stringify({ zh_cn: { content } });
}
