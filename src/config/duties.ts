import * as z from "zod";
import { CONDITIONS, type Duty } from "../ledger/duties.ts";
import { LEVELS } from "../ledger/fields.ts";
import type { Catalogue } from "../ledger/kinds.ts";
import { nearest } from "../ledger/nearest.ts";
import { PAIRS } from "../ledger/talks.ts";
import { readYaml } from "./catalogue.ts";

const duty = z.strictObject({
  id: z.string().min(1),
  kinds: z.array(z.string().min(1)).min(1),
  period: z.enum(["week", "month", "quarter", "year"]),
  minimum: z.number().int().min(1).max(400).default(1),
  when: z.array(z.enum(CONDITIONS)).default([]),
  levels: z.array(z.enum(LEVELS)).min(1).optional(),
  each: z.array(z.enum(PAIRS)).min(1).optional(),
  usual: z.boolean().default(false),
  wording: z.string().min(1),
  source: z.string().min(1),
});
const file = z.strictObject({ duties: z.array(duty) });

/** Reads duties.yaml against the kinds it speaks of; throws a CatalogueError that names file and line. */
export function readDuties(text: string, fileName: string, { kinds }: Catalogue): readonly Duty[] {
  const { value, fault } = readYaml(text, fileName, file);
  const known = new Set(kinds.map(({ name }) => name));
  const ids = new Set<string>();
  value.duties.forEach(({ id, kinds: wanted }, n) => {
    if (ids.has(id)) throw fault(["duties", n, "id"], `“${id}”写了两次，请改名或删掉一条。`);
    ids.add(id);
    const unknown = wanted.find((name) => !known.has(name));
    if (unknown === undefined) return;
    const [near] = nearest(unknown, [...known]);
    const hint = near === undefined ? "请改成 kinds.yaml 里有的名称。" : `是不是“${near}”？`;
    throw fault(["duties", n, "kinds"], `没有名为“${unknown}”的类别，${hint}`);
  });
  return value.duties.map(({ each, levels, ...rest }) => ({
    ...rest,
    ...(each === undefined ? {} : { each }),
    ...(levels === undefined ? {} : { levels }),
  }));
}
