import * as z from "zod";
import { type Catalogue, FAMILIES } from "../ledger/kinds.ts";
import { type Complain, readYaml } from "./yaml.ts";

const words = z.array(z.string().min(1)).default([]);
const quantity = z.strictObject({ name: z.string().min(1), units: z.array(z.string().min(1)).min(1), words });
const kind = z.strictObject({
  name: z.string().min(1),
  aliases: words,
  slips: words,
  family: z.enum(FAMILIES),
  unit: z.string().min(1),
  quantities: z.array(quantity).default([]),
  adds: z.boolean().default(false),
  also: words,
  sensitive: z.boolean().default(false),
});
const unclear = z.strictObject({ words: z.array(z.string().min(1)).min(1), kinds: z.array(z.string().min(1)).min(1) });
const catalogue = z.strictObject({
  kinds: z.array(kind).min(1),
  phrases: words,
  unclear: z.array(unclear).default([]),
});

/** Reads the text of kinds.yaml; throws a ConfigError that names file and line. */
export function readKinds(text: string, file: string): Catalogue {
  return readYaml(text, { file, schema: catalogue, check: checkNames });
}

/** A word may mean one kind only, and `also` and `unclear` must name kinds that exist. */
function checkNames(value: Catalogue, complain: Complain): void {
  const names = new Set(value.kinds.map((entry) => entry.name));
  const owners = new Map<string, string>();
  const known = (path: readonly PropertyKey[], kinds: readonly string[]): void => {
    const unknown = kinds.find((kind) => !names.has(kind));
    const remedy = `没有名为“${unknown}”的类别，请先添加它或改成已有的名称。`;
    if (unknown !== undefined) complain(path, remedy);
  };
  value.kinds.forEach((entry, i) => {
    for (const { field, word } of wordsOf(entry)) {
      const owner = owners.get(word);
      const twice = `“${word}”已经属于“${owner}”，请换一个叫法或从其中一处删掉。`;
      if (owner !== undefined) complain(["kinds", i, field], twice);
      else owners.set(word, entry.name);
    }
    known(["kinds", i, "also"], entry.also);
  });
  value.unclear.forEach(({ words: unclear, kinds }, i) => {
    known(["unclear", i, "kinds"], kinds);
    const owned = unclear.find((word) => owners.has(word));
    const twice = `“${owned}”已经属于“${owners.get(owned ?? "")}”，请从其中一处删掉。`;
    if (owned !== undefined) complain(["unclear", i, "words"], twice);
  });
}

function wordsOf(kind: Catalogue["kinds"][number]): { field: "name" | "aliases" | "slips"; word: string }[] {
  return [
    { field: "name", word: kind.name },
    ...kind.aliases.map((word) => ({ field: "aliases" as const, word })),
    ...kind.slips.map((word) => ({ field: "slips" as const, word })),
  ];
}
