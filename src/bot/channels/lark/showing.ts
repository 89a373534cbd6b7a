import * as z from "zod";
import { type Card, type OutFile, SendError } from "../../channel.ts";
import { fitCard } from "./budget.ts";
import { interactive, type Shown } from "./card.ts";
import type { LarkClient } from "./client.ts";
import { type FileMessage, uploadFile } from "./files.ts";

const uploaded = z.object({ image_key: z.string() });

/** Whether nothing but words is to be shown, which need no card. */
export function isWords({ title, blocks = [], picture }: Card): boolean {
  return title === undefined && blocks.length === 0 && picture === undefined;
}

/**
 * A card as Feishu may take it, the best first: with the charts it draws itself, then with
 * the picture in their place, or their numbers in words where there is none.
 */
export async function* contentsOf(card: Card, client: Pick<LarkClient, "call">): AsyncGenerator<string> {
  const fitting = fitCard(card);
  const charts = chartsIn(fitting);
  const isWhole = charts === chartsIn(card);
  if (charts > 0 && (isWhole || card.picture === undefined)) yield JSON.stringify(interactive(fitting));
  else if (card.picture === undefined) return yield JSON.stringify(interactive(fitting));
  const image = card.picture && (await imageOf(card.picture, client));
  const picture = image && uploaded.parse(JSON.parse(image.content)).image_key;
  const shown: Shown = { picture, charts: false };
  yield JSON.stringify(interactive(fitCard(card, shown), shown));
}

function chartsIn({ blocks = [] }: Card): number {
  return blocks.filter(({ block }) => block === "chart").length;
}

/** A picture as it is sent; nothing where it is gone or Feishu does not take it: its numbers are said in words too. */
export async function imageOf(file: OutFile, client: Pick<LarkClient, "call">): Promise<FileMessage | undefined> {
  try {
    const sent = await uploadFile(client, file);
    return sent.type === "image" ? sent : undefined;
  } catch (error) {
    if (error instanceof SendError && ["invalid", "too-large", "forbidden"].includes(error.fault)) return undefined;
    throw error;
  }
}

/** Does something with the first content that Feishu takes; where it takes none, something else, told of the last refusal. */
export async function firstTaken<Result>(
  contents: AsyncIterable<string>,
  send: (content: string) => Promise<Result>,
  otherwise: (refusal: unknown) => Promise<Result>,
): Promise<Result> {
  let refusal: unknown;
  for await (const content of contents) {
    try {
      return await send(content);
    } catch (error) {
      if (!(error instanceof SendError) || (error.fault !== "invalid" && error.fault !== "too-large")) throw error;
      refusal = error;
    }
  }
  return otherwise(refusal);
}
