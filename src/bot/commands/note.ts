import { entryForm } from "../guide/form.ts";
import { startGuide } from "../guide/guided.ts";
import { shows } from "../replies/plain.ts";
import type { Command } from "./command.ts";

/** Asks about a record where somebody would rather be asked than write a sentence. */
export const note: Command = {
  name: "记一条",
  latin: "log",
  usage: "记一条",
  summary: "一步一步记一条；也可以直接发一句话",
  permission: "enter",
  rest: /^$/,
  async run(call) {
    return shows(call, "forms") ? entryForm(call) : startGuide(call);
  },
};
