import { saveActions } from "../../store/actions.ts";
import type { Call, Choice, Deps, Form, Operation, Reply } from "../call.ts";
import type { Block, Card } from "../channel.ts";
import { slicesOf } from "../work/slices.ts";
import { shows } from "./plain.ts";

/** How long a button works. */
const BUTTON_MS = 14 * 86_400_000;

/** Three beside each other is what a phone shows without cutting the words. */
const ROW = 3;

/** Who sees a card, and of which branch its buttons speak. */
type For = Pick<Call, "db" | "channel" | "chat" | "plain"> & {
  readonly deps: Pick<Deps, "random" | "clock" | "can">;
  readonly organisation: { readonly id: number };
  readonly speaker: { readonly id: number };
};

/**
 * A reply as a card: its choices are buttons where the chat shows them, each good for one
 * press, and its form is one where it shows forms.
 */
export async function cardOf(
  { text, choices = [], card, form }: Pick<Reply, "text" | "choices" | "card" | "form">,
  call: For | undefined,
): Promise<Card> {
  const filled = form !== undefined && call && shows(call, "forms") ? form : undefined;
  const pressed = call && shows(call, "buttons") ? choices : [];
  if (call === undefined || (filled === undefined && pressed.length === 0)) return { plain: text, ...card };
  const ids = await actionsOf(call, [...pressed, ...(filled === undefined ? [] : [filled])]);
  const words = card?.blocks ?? [{ block: "text", text } as const];
  return { plain: text, ...card, blocks: [...words, ...formOf(filled, ids), ...buttonsOf(pressed, ids)] };
}

function formOf(form: Form | undefined, ids: readonly string[]): Block[] {
  if (form === undefined) return [];
  return [{ block: "form", fields: form.fields, submit: form.submit, action: ids.at(-1) ?? "" }];
}

function buttonsOf(choices: readonly Choice[], ids: readonly string[]): Block[] {
  if (choices.length === 0) return [];
  const buttons = choices.map(({ label }, n) => ({ action: ids[n] ?? "", label }));
  return [{ block: "buttons", rows: slicesOf(buttons, ROW) }];
}

/**
 * Keeps what presses do under an opaque id. It begins with the time, since rows that are
 * kept beside each other are cheaper than ones all over the table.
 */
async function actionsOf(
  { deps, db, organisation, speaker }: For,
  pressed: readonly { readonly operation: Operation }[],
): Promise<string[]> {
  const now = deps.clock().getTime();
  return saveActions(db, {
    id: `${now.toString(16)}${deps.random()}`,
    organisation_id: organisation.id,
    person_id: speaker.id,
    operations: pressed.map(({ operation }) => operation),
    expires_at: new Date(now + BUTTON_MS).toISOString(),
  });
}
