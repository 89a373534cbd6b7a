/** The frame that commander puts around the help, as users read it. */
export function chineseHelp(text: string): string {
  return text
    .replace(/^Usage: /m, "用法：")
    .replace(/^Options:$/m, "选项：")
    .replace(/^Commands:$/m, "命令：")
    .replace(/^Arguments:$/m, "参数：")
    .replaceAll("[options]", "[选项]")
    .replaceAll("[command]", "[命令]")
    .replace(/ \(default: "(.+)"\)/g, "（默认 $1）");
}

/** What commander says in English, as users read it. */
export function chinese(text: string): string {
  return text
    .replace(/^error: unknown option '(.+)'/, "没有 $1 这个选项，请用 --help 看有哪些")
    .replace(/^error: unknown command '(.+)'/, "没有 $1 这个命令，请用 --help 看有哪些")
    .replace(/^error: missing required argument '(.+)'/, "缺少 $1")
    .replace(/^error: option '(.+)' argument missing/, "选项 $1 后面缺少内容")
    .replace(/^error: option '.+' argument '(.*)' is invalid\. /, "“$1”不对：")
    .replace(/^error: command-argument value '(.*)' is invalid for argument '.+'\. /, "“$1”不对：")
    .replace(/^error: too many arguments.*/, "多写了内容，请用 --help 看用法")
    .replace(/\(Did you mean (.+)\?\)/, "您要的是 $1 吗？");
}
