import type { ErrorCode } from "yaml";

/** What people get wrong most often, by the parser's word for it. */
const MISTAKES: ReadonlyMap<ErrorCode, string> = new Map([
  ["TAB_AS_INDENT", "缩进用了制表符，请改成空格"],
  ["BAD_INDENT", "缩进不齐，或者括号没有成对，请和同一层的上一行对齐"],
  ["DUPLICATE_KEY", "同一项写了两次，请删去一个"],
  ["MISSING_CHAR", "引号或括号没有成对，或者冒号、逗号后面少了空格"],
  ["BLOCK_AS_IMPLICIT_KEY", "一行里有两个冒号，请另起一行，或者给内容加上引号"],
  ["MULTILINE_IMPLICIT_KEY", "这一行少了冒号，或者引号没有成对"],
  ["BAD_SCALAR_START", "内容以特殊符号开头，请加上引号"],
  ["BAD_DQ_ESCAPE", "双引号里的反斜杠不对，请改用单引号"],
  ["UNEXPECTED_TOKEN", "这里多了或少了符号，请检查括号、逗号和引号"],
]);

/** A fault of syntax in a file that people edit, as they can mend it. */
export function notYaml({ code }: { readonly code: ErrorCode }): string {
  return MISTAKES.get(code) ?? "格式不对，请检查缩进、冒号后面的空格，引号和括号是否成对";
}
