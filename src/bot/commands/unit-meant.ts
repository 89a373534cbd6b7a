import { type Answer, type Call, isAnswer } from "../call.ts";
import { administeredNamed } from "./organise.ts";

const UNIT = "(?<unit>(?:[^\\s>＞]+\\s*[>＞]\\s*)*[^\\s>＞]+(?:党委|总支|支部|小组))";

/** 第一党支部, 第一党支部 李四, 李四 第一党支部 */
const SHAPES = [
  new RegExp(`^${UNIT}(?<rest>)$`),
  new RegExp(`^${UNIT}[的\\s]\\s*(?<rest>\\S.*)$`, "s"),
  new RegExp(`^(?<rest>.*\\S)\\s+${UNIT}$`, "s"),
];

/** The call as of the organisation that is meant, and the words without its name. */
type Meant = { readonly there: Call; readonly words: string };

/**
 * What an admin says of a unit below, whose name stands before or behind the rest: they are
 * its admin, too. Without such a name it is said of the speaker's own organisation.
 */
export async function unitMeant(call: Call, words: string): Promise<Meant | Answer> {
  const shape = SHAPES.map((one) => one.exec(words.trim())?.groups).find((groups) => groups !== undefined);
  const { unit, rest = "" } = shape ?? {};
  if (unit === undefined) return { there: call, words };
  if (unit === call.organisation.name) return { there: call, words: rest };
  const found = await administeredNamed(call, unit);
  if (isAnswer(found)) return found;
  const { id, name, zone } = found;
  return { there: { ...call, organisation: { id, name, zone }, role: "admin" }, words: rest };
}
