/** What somebody wants of the plans; `which` is a number, a kind or words of the title, or nothing. */
type PlanWish =
  | { readonly do: "list" }
  | { readonly do: "add"; readonly words: string }
  | { readonly do: "drop"; readonly which: string }
  | { readonly do: "move"; readonly which: string; readonly to: string };

const DROPPED = /^(?:取消|删除|删掉|去掉)\s*(.*)$|^(.*?)\s*(?:取消|不办|不开|不搞|作废)了?$/s;
const MOVED =
  /^改期?\s*(\d*)(?:\s+|$)(?:改?到)?\s*(.*)$|^(.*?)\s*(?:改(?:期|到|成)+|(?:改期|推迟|提前|延期|顺延|调整?|挪)到)\s*(.+)$/s;

/** Reads what follows 计划. */
export function readPlanWish(words: string): PlanWish {
  if (/^(?:列表|清单|有哪些)?$/.test(words)) return { do: "list" };
  const dropped = DROPPED.exec(words);
  if (dropped !== null) return { do: "drop", which: dropped[1] ?? dropped[2] ?? "" };
  const moved = MOVED.exec(words);
  if (moved === null) return { do: "add", words };
  return { do: "move", which: moved[1] ?? moved[3] ?? "", to: moved[2] ?? moved[4] ?? "" };
}
