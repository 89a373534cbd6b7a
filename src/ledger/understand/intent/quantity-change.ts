import { countAt } from "../numbers/counts.ts";
import { readNumber } from "../numbers/read-number.ts";
import type { Change, Doubt } from "../reading.ts";
import type { Vocabulary } from "../vocabulary.ts";
import { INTO } from "./instruction.ts";

/** 三重一大议定事项 3: how much of a meeting's amount was of it. */
const PROPERTY = /^三重一大(?:会议)?的?(?=议定事项|报备)/;

/** 议定事项 3项, 慰问金 500: a quantity by a word of the catalogue that means no other. */
export function quantityChange(words: string, vocabulary: Vocabulary): Change | Doubt | null {
  const property = PROPERTY.exec(words)?.[0] ?? "";
  const part = words.slice(property.length);
  const announced = [...vocabulary.announcers].filter(
    ([word, meanings]) => part.startsWith(word) && new Set(meanings.map(({ quantity }) => quantity.name)).size === 1,
  );
  const [word = "", [meaning] = []] = announced.toSorted(([one], [other]) => other.length - one.length)[0] ?? [];
  if (meaning === undefined) return null;
  const name = meaning.quantity;
  const value = part.slice(word.length).trim().replace(INTO, "");
  const count = countAt(value, 0, vocabulary.units);
  const number = count?.value ?? readNumber(value);
  if (number === null) return null;
  if (number < 0) return { about: "quantity", reason: "unit", words, options: [] };
  return {
    field: "quantity",
    quantity: {
      name: `${property === "" ? "" : "三重一大"}${name.name}`,
      value: number,
      unit: count?.unit ?? name.units[0] ?? "",
      bound: count?.bound ?? "exact",
    },
  };
}
