import { nearest } from "../ledger/nearest.ts";
import { organisationParts } from "../store/organisation-names.ts";
import {
  ensureOrganisation,
  findOrganisation,
  findOrganisations,
  organisationsWithRecords,
  type PlacedOrganisation,
} from "../store/organisations.ts";
import type { Db, Trx } from "../store/schema.ts";
import { CommandError } from "./command-error.ts";

/** When and in which time zone an organisation is made. */
type Made = { readonly at: string; readonly zone: string };

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
  throw new CommandError(`没有叫“${name}”的组织。${known(name, await findOrganisations(db))}`, 2);
}

/** The only organisation that has records, else the only one there is; nothing where there is none yet. */
export async function onlyOrganisation(db: Db): Promise<PlacedOrganisation | undefined> {
  const recorded = await organisationsWithRecords(db);
  const all = recorded.length > 0 ? recorded : await findOrganisations(db);
  if (all.length > 1)
    throw new CommandError(`请用 --org 写明是哪个组织：${all.map(({ path }) => path).join("；")}。`, 2);
  return all[0];
}

/** As {@link organisationOf}; the first organisation of an empty ledger is made as `--org` names it. */
export async function organisationToFill(trx: Trx, name: string | undefined, made: Made): Promise<PlacedOrganisation> {
  if ((await findOrganisations(trx)).length > 0) return organisationOf(trx, name);
  if (name === undefined)
    throw new CommandError("台账里还没有组织，请用 --org 写明导入到哪个支部，如 --org 第一党支部。", 2);
  await ensureOrganisation(trx, organisationParts(name), made.at, made.zone);
  return named(trx, name);
}

async function onlyOne(db: Db): Promise<PlacedOrganisation> {
  const only = await onlyOrganisation(db);
  if (only !== undefined) return only;
  throw new CommandError("台账里还没有记录，请先登记或用 replay 导入。", 2);
}

function known(name: string, all: readonly PlacedOrganisation[]): string {
  if (all.length === 0) return "台账里还没有组织。";
  const paths = all.map(({ path }) => path);
  const near = nearest(name, paths);
  return near.length > 0 ? `是不是：${near.join("；")}？` : `现有：${paths.join("；")}。`;
}
