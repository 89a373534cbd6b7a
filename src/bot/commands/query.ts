import type { Answer, Call } from "../call.ts";
import { stats } from "./stats.ts";

/** A question in free words is answered with the year's numbers. */
export async function query(call: Call): Promise<Answer> {
  return stats.run(call, []);
}
