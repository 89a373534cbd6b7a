/** What somebody wants of the turns of the Monday reading; names as they were said. */
type RotaWish =
  | { readonly do: "show" }
  | { readonly do: "list"; readonly names: string }
  | { readonly do: "swap"; readonly names: string }
  | Regrouping
  | Skipping
  | { readonly do: "stop" }
  | { readonly do: "ask"; readonly text: string };

export type Regrouping = { readonly do: "add" | "take"; readonly names: string };

/** `week` in the words that were said, where a week was named. */
export type Skipping = { readonly do: "skip" | "unskip"; readonly week: string };

const NAME = "(?:[\\p{sc=Han}·]{2,10}?|\\d+号)";
const NAMES = `${NAME}(?:[\\s、，,]+${NAME})*`;
const HOW = {
  名单: "请写明姓名，如：领学 名单 张三 李四 王五。",
  换: "请写明换谁，如：领学 换 李四。",
  加: "请写明姓名，如：领学 加 王五。",
  减: "请写明姓名，如：领学 减 王五。",
  取消: "这一次不办请发“领学 跳过”，以后都不排请发“领学 停”。",
} as const;

type Form = readonly [form: string, wish: (...said: string[]) => RotaWish];

/** All that may follow 领学. A reading of 换届… or 加快… is something to log. */
const FORMS: readonly Form[] = [
  ["(?:[本这下]周一?)?(?:轮到)?谁.{0,4}", () => ({ do: "show" })],
  ["名单[\\s:]+(\\S.*)", (names) => ({ do: "list", names })],
  [`换(?!届)[成为给]?\\s+(${NAME}[\\s、，,]+${NAME})`, (names) => ({ do: "swap", names })],
  ["换(?!届)[成为给]?\\s+(\\S+)|换(?!届)(\\S+)", (name, close) => ({ do: "swap", names: name || close || "" })],
  [
    `(${NAME})(?:换|[和与跟](?=.*(?:对调|换)))(${NAME})(?:对调|互?换)?`,
    (one, two) => ({ do: "swap", names: `${one} ${two}` }),
  ],
  [`加\\s+(${NAMES})`, (names) => ({ do: "add", names })],
  [`(?:减|去掉|删除|移除)\\s+(${NAMES})`, (names) => ({ do: "take", names })],
  ["(不|取消)?(?:跳过|顺延|放假)\\s*(?:一周)?(\\S{0,12})", (not, week) => ({ do: not ? "unskip" : "skip", week })],
  ["停[止掉]?|不排了?", () => ({ do: "stop" })],
  ["(名单|换|加|减|取消)", (word) => ({ do: "ask", text: HOW[word as keyof typeof HOW] })],
];

export const ROTA_WORDS = new RegExp(`^(${FORMS.map(([form]) => form.replace(/\((?!\?)/g, "(?:")).join("|")})?$`, "su");

/** Reads what follows 领学. */
export function readRotaWish(words: string): RotaWish {
  for (const [form, wish] of FORMS) {
    const found = new RegExp(`^(?:${form})$`, "su").exec(words);
    if (found !== null) return wish(...found.slice(1).map((said) => said ?? ""));
  }
  return { do: "show" };
}
