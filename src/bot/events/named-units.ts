import type { StoredActivity } from "../../store/activities.ts";
import { findOrganisations, unitIds } from "../../store/organisations.ts";
import { type Call, type Choice, may, saying } from "../call.ts";

/** How many came from it, directly behind a branch's name. */
const CAME = /^(?:各?(?:参加|来|去|有|派)?了?)?(\d{1,5})[人名位]/;

type Hint = { readonly text: string; readonly choice: Choice };

/**
 * Whoever tells an event of a general branch and names branches below it is shown the words that say that these took
 * part: their own reports of it are then no other event. Nothing where none is named.
 */
export async function namedUnits(call: Call, records: readonly StoredActivity[]): Promise<Hint | undefined> {
  const { db, organisation, text } = call;
  const [record, ...others] = records;
  if (record?.state !== "counted" || others.length > 0) return undefined;
  if (!text.includes("支部") || !may(call, "edit-others")) return undefined;
  const below = new Set(await unitIds(db, organisation.id));
  if (below.size === 1) return undefined;
  const words = text.normalize("NFKC");
  const named = (await findOrganisations(db)).filter(
    ({ id, name }) => id !== organisation.id && below.has(id) && words.includes(name),
  );
  if (named.length === 0) return undefined;
  const guests = named.map(({ name }) => `${name}${cameFrom(words, name)}`).join("、");
  const command = `参加 #${record.id} ${guests}`;
  return {
    text: `这几个支部参加了的话，请发“${command}”：各支部各计一次，含下级只计一次。`,
    choice: saying(command, "这些支部参加"),
  };
}

function cameFrom(words: string, name: string): string {
  const people = CAME.exec(words.slice(words.indexOf(name) + name.length).trimStart())?.[1];
  return people === undefined ? "" : `${people}人`;
}
