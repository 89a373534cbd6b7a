import { kindFields } from "../../ledger/fields.ts";
import type { Kind } from "../../ledger/kinds.ts";
import type { Value } from "../../report/values.ts";
import { findManualFields } from "../../store/manual-values.ts";
import type { Call } from "../call.ts";
import { valuesOf } from "../drafts/ledger-rows.ts";

/** A value as lists in chat show it: what a person stated says so, since no records stand behind it. */
export function shownAmount({ display, source }: Pick<Value, "display" | "source">): string {
  return source === "manual" ? `${display}（人工填写）` : display;
}

/** What the report gives for some kinds in the place of what their records add up to. */
export async function statedBeside(
  { db, deps: { catalogue }, organisation: { id: organisation } }: Call,
  { kinds, year }: { readonly kinds: readonly Kind[]; readonly year: number },
): Promise<string[]> {
  const stated = (await findManualFields(db, { organisations: [organisation], year })).get(organisation);
  const fields = kinds.flatMap(kindFields).filter(({ id }) => stated?.has(id));
  if (fields.length === 0) return [];
  const { values } = await valuesOf(db, { catalogue, fields }, { organisation, year, withSubUnits: false });
  const shown = values.filter(({ source }) => source === "manual").map(({ label, display }) => `${label} ${display}`);
  return shown.length === 0 ? [] : [`以上按记录算；报告里用的是人工填写的：${shown.join("，")}。`];
}
