import { openReader } from "../../store/open.ts";
import { reading } from "../../store/transaction.ts";
import type { BesideTask } from "./beside.ts";
import { type Making, openMaking } from "./making.ts";
import type { Due, Message } from "./messages.ts";

// What makes many summaries in a thread, with a connection of its own.

/** What is made of each branch, in the order of asking: only what the asker does not have is sent. */
type Made = readonly (readonly Message[])[];

/** A thread works for one who asks at a time. */
let opened: ReturnType<typeof openOn> | undefined;

export async function work(task: BesideTask): Promise<Made> {
  if (task.do === "make") {
    if (opened === undefined) throw new Error("nothing tells what summaries are made from");
    return opened.make(task.due);
  }
  await opened?.close();
  opened = task.do === "open" ? openOn(task.file, task.making) : undefined;
  return [];
}

function openOn(file: string, making: Making) {
  const { db, close } = openReader(file);
  const make = openMaking(making);
  return {
    async make(due: readonly Due[]): Promise<Made> {
      const told = await reading(db, (trx) => make(trx, due));
      return told.map(({ messages }) => messages);
    },
    close,
  };
}
