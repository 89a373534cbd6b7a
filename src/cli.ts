import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { chinese, chineseHelp } from "./cli/chinese-help.ts";
import type { Io } from "./cli/io.ts";
import { programVersion } from "./config/root.ts";

const DATA = "data";

/** Runs one command line and returns its exit status: 0 done, 1 failed, 2 wrong usage. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  let status = 0;
  const set = (made: Promise<number>) =>
    made.then((value) => {
      status = value;
    });
  try {
    await commands(io, set).parseAsync([...argv], { from: "user" });
    return status;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : 2;
  }
}

/** The command line as data; documents and tests read the names from it. A command is loaded when it is run. */
export function commands(io: Io, done: (made: Promise<number>) => Promise<void>): Command {
  const program = new Command("taizhang")
    .description("支部台账机器人：平时发一句，年底出一稿。")
    .exitOverride()
    .helpCommand(false)
    .version(programVersion(), "-V, --version", "看版本")
    .helpOption("-h, --help", "看用法")
    .configureOutput({
      writeOut: (text) => io.out(chineseHelp(text)),
      writeErr: (text) => io.err(chineseHelp(chinese(text))),
    })
    .option("--data <DIR>", "台账所在的文件夹", path, DATA)
    .hook("preAction", (_, command) => finishRestored(io, command.optsWithGlobals<{ data: string }>().data));
  const withData = (name: string, description: string) =>
    program.command(name).description(description).option("--data <DIR>", `台账所在的文件夹（默认 ${DATA}）`, path);
  const at = <Options extends { data?: string }>(options: Options) => ({
    ...options,
    data: options.data ?? program.opts<{ data: string }>().data,
  });
  const making: Making = { io, program, withData, at, done };
  chatCommands(making);
  reportCommands(making);
  ledgerCommands(making);
  careCommands(making);
  return program;
}

/** Before anything looks at the ledger: where a restore was killed half-way, its place would be found empty. */
async function finishRestored(io: Io, data: string): Promise<void> {
  const { finishRestore } = await import("./cli/restored.ts");
  if (finishRestore(data)) io.err(`上次恢复没有做完，现在已经完成：${data}。\n`);
}

type Making = {
  readonly io: Io;
  readonly program: Command;
  /** A command that works on a data folder. */
  readonly withData: (name: string, description: string) => Command;
  /** `--data` may stand before the command or behind it. */
  readonly at: <Options extends { data?: string }>(options: Options) => Options & { data: string };
  readonly done: (made: Promise<number>) => Promise<void>;
};

/** What is done with the words of members. */
function chatCommands({ io, program, withData, at, done }: Making): void {
  withData("start", "启动；没有配置聊天平台时是终端聊天")
    .option("--org <NAME>", "终端用户所在的组织")
    .option("--as <NAME>", "终端用户的姓名")
    .action((options) => done(import("./cli/start.ts").then(({ startCommand }) => startCommand(io, at(options)))));
  program
    .command("demo")
    .description("用示例的一年走一遍，写出述职报告初稿、台账、溯源和周报")
    .option("--out <DIR>", "写到哪个文件夹", path, "demo-out")
    .action((options) => done(import("./cli/demo.ts").then(({ demoCommand }) => demoCommand(io, options))));
  withData("replay", "把聊天记录文本导入台账，重复导入不会多记")
    .argument("<FILE>", "聊天记录文本", path)
    .option("--json", "每条消息输出一行 JSON")
    .action((file, options) =>
      done(import("./cli/replay.ts").then(({ replayCommand }) => replayCommand(io, file, at(options)))),
    );
  withData("understand", "从标准输入逐行读 JSON，逐行输出读懂的内容")
    .option("--jsonl", "每行一个 JSON")
    .hook("preAction", needs("--jsonl"))
    .action((options) =>
      done(import("./cli/understand.ts").then(({ understandCommand }) => understandCommand(io, at(options)))),
    );
}

/** What the ledger is for. */
function reportCommands({ io, withData, at, done }: Making): void {
  withData("draft", "算出述职报告的全部数字；加 --out 写出 Word、工作簿和溯源")
    .option("--year <Y>", "年度", year)
    .hook("preAction", needs("--year <Y>"))
    .option("--org <NAME>", "组织，写全名 A > B 或不重名的最后一段")
    .option("--with-sub-units", "含下级组织")
    .option("--template <FILE>", "用自己的模板：Word（.docx）或文本（.md）")
    .option("--annex", "在正文后面附上台账表")
    .option("--pictures", "在正文后面附上图")
    .option("--out <DIR>", "写到哪个文件夹", path)
    .option("--json", "输出 JSON")
    .action((options) => done(import("./cli/draft.ts").then(({ draftCommand }) => draftCommand(io, at(options)))));
  withData("learn", "读一份以往的报告，找出其中的数字，写成模板")
    .argument("<FILE>", "以往的报告：.docx、.txt 或 .md", path)
    .option("--year <Y>", "那份报告的年度", year)
    .option("--out <TEMPLATE>", "把模板写到哪个文件", path)
    .option("--json", "输出 JSON")
    .action((file, options) =>
      done(import("./cli/learn.ts").then(({ learnCommand }) => learnCommand(io, file, at(options)))),
    );
}

/** What is read out of the ledger besides, and the way into it for old ones. */
function ledgerCommands({ io, withData, at, done }: Making): void {
  withData("export", "把台账写成工作簿")
    .argument("<FILE.xlsx>", "写到哪个文件", path)
    .option("--year <Y>", "只写这一年", year)
    .option("--org <NAME>", "组织")
    .action((file, options) =>
      done(import("./cli/export.ts").then(({ exportCommand }) => exportCommand(io, file, at(options)))),
    );
  withData("import", "把旧台账（.xlsx 或 .csv）导入，重复导入不会多记")
    .argument("[FILE]", "旧台账文件", path)
    .option("--dry-run", "只预览，不写入")
    .option("--undo", "撤回最近一次导入")
    .option("--reason <WORDS>", "撤回已封账年度的导入时写明原因")
    .option("--year <Y>", "日期没写年份时按这一年", year)
    .option("--org <NAME>", "组织")
    .action((file, options) =>
      done(import("./cli/import.ts").then(({ importCommand }) => importCommand(io, file, at(options)))),
    );
  withData("weekly", "打印一周的周报")
    .option("--week <W>", "哪一周，如 2026-W47；不写是上一周")
    .option("--org <NAME>", "组织")
    .action((options) => done(import("./cli/weekly.ts").then(({ weeklyCommand }) => weeklyCommand(io, at(options)))));
  withData("duties", "打印规定动作的日历：办了、该办、没有记录")
    .option("--year <Y>", "年度，不写是今年", year)
    .option("--org <NAME>", "组织")
    .action((options) => done(import("./cli/duties.ts").then(({ dutiesCommand }) => dutiesCommand(io, at(options)))));
}

/** What keeps the ledger well. */
function careCommands({ io, withData, at, done }: Making): void {
  withData("doctor", "检查设置和台账，说明哪些正常、哪些有问题").action((options) =>
    done(import("./cli/doctor.ts").then(({ doctorCommand }) => doctorCommand(io, at(options)))),
  );
  withData("backup", "把数据库、附件、类别和模板备份成一个文件")
    .argument("<FILE>", "备份文件，如 taizhang.tar.gz", path)
    .action((file, options) =>
      done(import("./cli/backup.ts").then(({ backupCommand }) => backupCommand(io, file, at(options)))),
    );
  withData("restore", "从备份恢复到空的文件夹")
    .argument("<FILE>", "备份文件", path)
    .option("--force", "替换已有的内容，原来的内容另存")
    .action((file, options) =>
      done(import("./cli/backup.ts").then(({ restoreCommand }) => restoreCommand(io, file, at(options)))),
    );
  withData("migrate", "把台账升级到本版本的格式").action((options) =>
    done(import("./cli/migrate.ts").then(({ migrateCommand }) => migrateCommand(io, at(options)))),
  );
}

/** Asks for an option itself: commander asks for what is missing before it names what it does not know, as --yaer. */
function needs(flags: string): (_: Command, command: Command) => void {
  const name = new Option(flags).attributeName();
  return (_, command) => {
    if (command.getOptionValue(name) === undefined) command.error(`缺少必需的选项 ${flags}`);
  };
}

function year(text: string): number {
  if (!/^(19|20|21)\d{2}$/.test(text)) throw new InvalidArgumentError("年度请写成 2026 这样的四位数字。");
  return Number(text);
}

/** `--out "$UNSET"` names no place; an empty path would mean the folder one is in. */
function path(text: string): string {
  if (text.trim() === "") throw new InvalidArgumentError("请写明文件或文件夹的位置。");
  return text;
}
