import { readFileSync, statSync } from "node:fs";
import { parseEnv } from "node:util";
import { distance } from "../ledger/distance.ts";
import { ConfigError, SETTINGS } from "./environment.ts";

/** Where the settings stand, beside where the program is started. */
export const SETTINGS_FILE = ".env";

/** Some editors put it before the first line. */
const BOM = /^\uFEFF/;

type Settings = Record<string, string | undefined>;

/**
 * Takes the settings of `.env` into the environment, where there is such a file; what is set
 * there already stays. Throws {@link ConfigError}.
 */
export function loadSettings(env: Settings): void {
  const text = textOf(SETTINGS_FILE);
  if (text !== undefined) takeSettings(text, env);
}

/** Sets what `.env` says and the environment does not. */
export function takeSettings(text: string, env: Settings): void {
  for (const [name, value] of Object.entries(parseEnv(text.replace(BOM, "")))) env[name] ??= value;
}

/** What stands in `.env` and sets nothing, one sentence a line. */
export function strayLines(): string[] {
  const text = textOf(SETTINGS_FILE);
  return text === undefined ? [] : strayIn(text);
}

function textOf(file: string): string | undefined {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  if (found.isDirectory())
    throw new ConfigError(`${file} 是一个文件夹，应当是文件。请删去后从 .env.example 复制一份。`);
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new ConfigError(`${file} 读不了，请让运行本程序的用户可以读取。`, { cause: error });
  }
  if (text.includes("\0")) throw new ConfigError(`${file} 的编码不对，请另存为 UTF-8 后重试。`);
  return text;
}

const LINE = /^\s*(?:export\s+)?(\w+)\s*(=|[:：＝]|\s|$)/;
/** Other programs read the same file: only what looks like a setting of ours is told of. */
const OURS = /^(?:telegram|feishu|lark|taizhang|photos|backup|log|database)_/i;
const OTHERS = /^(?:http|https|no|all)_?proxy$/i;
const MOST_SLIPS = 2;

/** A value over several lines; what it holds are no lines of settings. */
const QUOTED = /=[ \t]*(["'`])[\s\S]*?\1/g;
const blank = (value: string) => `=${value.replace(/[^\n]/g, "")}`;

/** Lines that set nothing, though they look as if they should: a mistyped name, or a colon for `=`. */
export function strayIn(text: string): string[] {
  const lines = text.replace(BOM, "").replace(QUOTED, blank).split(/\r?\n/);
  return lines.flatMap((line, n) => {
    const why = whyStray(line);
    return why === undefined ? [] : [`第 ${n + 1} 行${why}`];
  });
}

/** Such as a name or a token alone; what stands there is never told, since it may be a secret. */
function isBare(line: string): boolean {
  return !/^\s*(?:#|$)/.test(line) && !line.includes("=");
}

function whyStray(line: string): string | undefined {
  const [, name = "", sign] = LINE.exec(line) ?? [];
  if (!SETTINGS.includes(name) && isBare(line)) return "没有等号，没有用，请写成 名称=值";
  if (name === "" || OTHERS.test(name)) return undefined;
  if (SETTINGS.includes(name)) return sign === "=" ? undefined : `没有用，请写成 ${name}=…`;
  const near = SETTINGS.find((known) => distance(name.toUpperCase(), known) <= MOST_SLIPS);
  if (near !== undefined) return `的 ${name} 不是设置的名称，没有用，是不是 ${near}`;
  return OURS.test(name) ? `的 ${name} 不是设置的名称，没有用` : undefined;
}
