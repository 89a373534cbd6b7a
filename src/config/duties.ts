import * as z from "zod";
import { CONDITIONS, type Duty } from "../ledger/duties.ts";
import { LEVELS } from "../ledger/fields.ts";
import type { Catalogue } from "../ledger/kinds.ts";
import { PAIRS } from "../ledger/talks.ts";
import { type Complain, readYaml, unknownKind } from "./yaml.ts";

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

/** Reads duties.yaml against the kinds it speaks of; throws a ConfigError that names every fault with its line. */
export function readDuties(text: string, fileName: string, { kinds }: Catalogue): readonly Duty[] {
  const known = kinds.map(({ name }) => name);
  const { duties } = readYaml(text, {
    file: fileName,
    schema: file,
    check: (value, complain) => checkDuties(value.duties, known, complain),
  });
  return duties.map(({ each, levels, ...rest }) => ({
    ...rest,
    ...(each === undefined ? {} : { each }),
    ...(levels === undefined ? {} : { levels }),
  }));
}

function checkDuties(duties: z.infer<typeof file>["duties"], known: readonly string[], complain: Complain): void {
  const ids = new Set<string>();
  duties.forEach(({ id, kinds }, n) => {
    if (ids.has(id)) complain(["duties", n, "id"], `“${id}”写了两次，请改名或删掉一条。`);
    ids.add(id);
    for (const name of kinds.filter((kind) => !known.includes(kind))) {
      complain(["duties", n, "kinds"], unknownKind(name, known));
    }
  });
}
