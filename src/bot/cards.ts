import { saveActions } from "../store/actions.ts";
import type { Call, Choice, Deps, Form, Reply } from "./call.ts";
import type { Block, Button, Card } from "./channel.ts";

/** How long a button works. */
const BUTTON_MS = 14 * 86_400_000;

/** Three beside each other is what a phone shows without cutting the words. */
const ROW = 3;

/** Who sees a card, and of which branch its buttons speak. */
export type For = Pick<Call, "db"> & {
  readonly deps: Pick<Deps, "random" | "clock" | "hasButtons" | "hasForms">;
  readonly channel: Parameters<Deps["hasButtons"]>[0];
  readonly organisation: { readonly id: number };
  readonly speaker: { readonly id: number };
};

/**
 * A reply as a card: its choices are buttons where the platform shows them, each good for
 * one press, and its form is one where it shows forms.
 */
export async function cardOf(
  { text, choices = [], card, form }: Pick<Reply, "text" | "choices" | "card" | "form">,
  call: For | undefined,
): Promise<Card> {
  const more: Block[] = [];
  if (form !== undefined && call?.deps.hasForms(call.channel)) more.push(await formOf(call, form));
  if (choices.length > 0 && call?.deps.hasButtons(call.channel)) {
    more.push({ block: "buttons", rows: inRows(await buttonsOf(call, choices)) });
  }
  if (more.length === 0) return { plain: text, ...card };
  const words = card?.blocks ?? [{ block: "text", text } as const];
  return { plain: text, ...card, blocks: [...words, ...more] };
}

async function formOf(call: For, { fields, submit, operation }: Form): Promise<Block> {
  return { block: "form", fields, submit, action: await actionOf(call, operation) };
}

function inRows(buttons: readonly Button[]): Button[][] {
  return Array.from({ length: Math.ceil(buttons.length / ROW) }, (_, n) => buttons.slice(n * ROW, (n + 1) * ROW));
}

async function buttonsOf(call: For, choices: readonly Choice[]): Promise<Button[]> {
  const buttons: Button[] = [];
  for (const { label, operation } of choices) buttons.push({ action: await actionOf(call, operation), label });
  return buttons;
}

/** Keeps what a press does under an opaque id. */
async function actionOf({ deps, db, organisation, speaker }: For, operation: Choice["operation"]): Promise<string> {
  const id = deps.random();
  const expires_at = new Date(deps.clock().getTime() + BUTTON_MS).toISOString();
  const row = { organisation_id: organisation.id, person_id: speaker.id, operation: JSON.stringify(operation) };
  await saveActions(db, [{ id, ...row, expires_at }]);
  return id;
}
