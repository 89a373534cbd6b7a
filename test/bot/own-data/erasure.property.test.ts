import fc from "fast-check";
import { expect, test } from "vitest";
import { draftOf } from "../../../src/bot/drafts/drafting.ts";
import { erasePersonWhole } from "../../../src/bot/own-data/erasing.ts";
import { verifyJournal } from "../../../src/store/journal.ts";
import { type Branch, openBranch } from "../../helpers/branch.ts";
import { enrolled, organisation } from "../../helpers/people.ts";

const RUNS = 60;
const NAMES = ["张三", "李四", "欧阳文"] as const;

const line = fc.oneof(
  fc.constantFrom("是", "不是", "撤销", "又一次", "16"),
  fc
    .tuple(
      fc.constantFrom("今天", "昨天上午", "11月3日", "11月31日", "前天下午"),
      fc.constantFrom(
        "集中学习",
        "党课",
        "志愿服务",
        "捐款",
        "心得2篇",
        "总支会议",
        "三重一大会议 议定3项",
        "主题党日",
      ),
      fc.constantFrom("", "二十大报告", "张三讲党史", "欧阳文家访"),
      fc.constantFrom("", "15人", "十几人", "300元", "2小时", "张三、李四参加", "欧阳文、张三、李四"),
    )
    .map((parts) => parts.filter(Boolean).join(" ")),
);

const history = fc.array(fc.tuple(fc.constantFrom(...NAMES), line), { minLength: 1, maxLength: 16 });

test("erasing anybody changes no number of any field, of the branch and of what stands above it", async () => {
  await fc.assert(
    fc.asyncProperty(history, fc.constantFrom(...NAMES), async (said, gone) => {
      const tree = await openBranch("示范党总支");
      try {
        const branch = await organisation(tree, "示范党总支 > 第一党支部");
        const places = [branch, branch, tree.organisation];
        const people = new Map<string, Awaited<ReturnType<typeof enrolled>>>();
        for (const [n, name] of NAMES.entries()) {
          const where = { name, organisation: places[n] ?? branch, channel: "terminal" as const };
          people.set(name, await enrolled(tree, name, where));
        }
        for (const [name, text] of said) await people.get(name)?.says(text);
        const before = await numbers(tree, branch);

        const { id } = await tree.deps.db
          .selectFrom("person")
          .select("id")
          .where("name", "=", gone)
          .executeTakeFirstOrThrow();
        await erasePersonWhole(tree.deps, id, { patienceMs: 0 });

        expect(await numbers(tree, branch)).toEqual(before);
        expect(await verifyJournal(tree.deps.db)).toMatchObject({ ok: true });
        expect(await textOf(tree)).not.toContain(gone);
      } finally {
        await tree.close();
      }
    }),
    { numRuns: RUNS },
  );
});

async function numbers(tree: Branch, branch: number) {
  const all: unknown[] = [];
  for (const [unit, withSubUnits] of [
    [branch, false],
    [tree.organisation, false],
    [tree.organisation, true],
  ] as const) {
    const wanted = { organisation: unit, year: 2026, withSubUnits };
    const drafted = await draftOf(tree.deps.db, tree.deps, { ...wanted, madeAt: tree.deps.clock() });
    if (!drafted.ok) throw new Error(drafted.faults.join());
    all.push(drafted.draft.values);
  }
  return all;
}

/** Everything that the tables hold. */
async function textOf({ deps }: Branch): Promise<string> {
  const tables = ["inbox", "outbox", "activity", "question", "action", "identity", "person", "journal", "journal_body"];
  const rows: unknown[] = [];
  for (const table of [
    ...tables,
    "draft",
    "job",
    "manual_value",
    "confirmation",
    "chosen",
    "guide",
    "membership",
    "mark",
  ]) {
    rows.push(
      await deps.db
        .selectFrom(table as "inbox")
        .selectAll()
        .execute(),
    );
  }
  return JSON.stringify(rows);
}
