import {
  findOrganisation,
  findOrganisations,
  organisationsWithRecords,
  type PlacedOrganisation,
} from "../store/organisations.ts";
import type { Db } from "../store/schema.ts";
import { CommandError } from "./command-error.ts";

/** The organisation that `--org` names; without it the only one that has records. */
export async function organisationOf(db: Db, name: string | undefined): Promise<PlacedOrganisation> {
  return name === undefined ? onlyOne(db) : named(db, name);
}

async function named(db: Db, name: string): Promise<PlacedOrganisation> {
  const found = await findOrganisation(db, name);
  if ("found" in found) return found.found;
  if ("ambiguous" in found) {
    throw new CommandError(`有几个组织都叫“${name}”，请写全：${found.ambiguous.join("；")}。`, 2);
  }
  throw new CommandError(`没有叫“${name}”的组织。${known(await findOrganisations(db))}`, 2);
}

async function onlyOne(db: Db): Promise<PlacedOrganisation> {
  const all = await organisationsWithRecords(db);
  const [first] = all;
  if (first !== undefined && all.length === 1) return first;
  if (first !== undefined)
    throw new CommandError(`请用 --org 写明是哪个组织：${all.map(({ path }) => path).join("；")}。`, 2);
  const known = await findOrganisations(db);
  const [only] = known;
  if (only !== undefined && known.length === 1) return only;
  throw new CommandError("台账里还没有记录，请先登记或用 replay 导入。", 2);
}

function known(all: readonly PlacedOrganisation[]): string {
  return all.length === 0 ? "台账里还没有组织。" : `现有：${all.map(({ path }) => path).join("；")}。`;
}
