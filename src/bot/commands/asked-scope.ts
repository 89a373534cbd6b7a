import type { Scope } from "../../ledger/measure.ts";
import { findOrganisations, unitIds } from "../../store/organisations.ts";
import type { Call } from "../call.ts";

const WITH_UNITS = /(?:含|包[含括]|连同?|加上?|算上)(?:所有|全部|各)?下[级属]/;

/** Whose records a question is about; `notes` say what an answer leaves out. */
type AskedScope = {
  readonly organisations: readonly number[];
  readonly name: string;
  readonly scope: Scope;
  readonly withUnits: boolean;
  readonly notes: readonly string[];
};

/** The branch alone, or with all below it where the question says so. */
export async function askedScope({ db, organisation, text }: Call): Promise<AskedScope> {
  const below = await unitIds(db, organisation.id);
  const only = { organisation: organisation.id, levels: new Map() };
  if (below.length === 1) {
    return { organisations: below, name: organisation.name, scope: only, withUnits: false, notes: [] };
  }
  const all = (await findOrganisations(db)).filter(({ id }) => below.includes(id));
  if (WITH_UNITS.test(text)) {
    const scope = { organisation: organisation.id, levels: new Map(all.map(({ id, level }) => [id, level])) };
    return { organisations: below, name: `${organisation.name}${scopeText(true)}`, scope, withUnits: true, notes: [] };
  }
  const named = all.find(({ id, name }) => id !== organisation.id && text.includes(name));
  const note =
    named === undefined
      ? "只算本级，连同下级请在问题里写上“含下级”。"
      : `只算本级，没有算“${named.name}”；各支部的次数由书记发“各支部”查看。`;
  return { organisations: [organisation.id], name: organisation.name, scope: only, withUnits: false, notes: [note] };
}

/** Tells what is of all units from what is of the branch alone. */
export function scopeText(withSubUnits: boolean): string {
  return withSubUnits ? "（含下级）" : "";
}
