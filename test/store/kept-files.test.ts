import { beforeEach, describe, expect, test } from "vitest";
import { hidingOf } from "../../src/ledger/redact.ts";
import { findTraces } from "../../src/store/erasure/traces.ts";
import { eraseRows } from "../../src/store/erasure.ts";
import { mergePeople } from "../../src/store/links.ts";
import { mergeOrganisations } from "../../src/store/mergers.ts";
import { dropOwnTemplate, findOwnTemplate, type OwnTemplate, saveOwnTemplate } from "../../src/store/own-templates.ts";
import type { WaitingFileTable } from "../../src/store/schema/files.ts";
import { writing } from "../../src/store/transaction.ts";
import {
  dropWaitingFile,
  findWaitingFile,
  saveWaitingFile,
  setWaitingState,
  waitingContent,
} from "../../src/store/waiting-files.ts";
import { type Branch, NOW, newBranch, storeFor, stores } from "../helpers/stores.ts";

const LATER = "2023-03-07T02:00:00.000Z";

describe.for(stores)("files of reports that are kept on %s", ([, open]) => {
  const store = storeFor(open);
  let first: Branch;
  let second: Branch;
  beforeEach(async () => {
    first = await newBranch(store.db);
    second = await newBranch(store.db, "第二党支部", "李四");
  });

  const waiting = ({ organisation, person }: Branch, more: Partial<WaitingFileTable> = {}): WaitingFileTable => ({
    chat: `terminal:${person}`,
    person_id: person,
    purpose: "learn",
    organisation_id: organisation,
    name: "述职报告.docx",
    content: "UEsDBA==",
    state: '{"answered":0}',
    asked_at: NOW,
    ...more,
  });
  const asked = ({ person }: Branch, purpose: WaitingFileTable["purpose"] = "learn") => ({
    chat: `terminal:${person}`,
    personId: person,
    purpose,
  });
  const template = ({ organisation, person }: Branch, more: Partial<OwnTemplate> = {}): OwnTemplate => ({
    organisation_id: organisation,
    name: "述职报告.docx",
    digest: "ab12",
    words: "全年党课{{党课}}",
    slots: ["党课"],
    person_id: person,
    set_at: NOW,
    ...more,
  });
  const erase = async (person: number, names: readonly string[]) => {
    const { redact } = hidingOf(names, []);
    const traces = await findTraces(store.db, person);
    const same = (text: string) => text;
    await writing(store.db, (trx) =>
      eraseRows(trx, { traces, mentions: names, redact, snapshot: same, tells: () => false, rekey: same }),
    );
  };

  test("one file waits for each purpose of a person, with what was answered", async () => {
    await saveWaitingFile(store.db, waiting(first));
    await saveWaitingFile(store.db, waiting(first, { name: "新的.docx", content: "AAAA" }));
    await saveWaitingFile(store.db, waiting(first, { purpose: "import", name: "台账.xlsx" }));
    await saveWaitingFile(store.db, waiting(second));
    await setWaitingState(store.db, asked(first), { state: '{"answered":2}', asked_at: LATER });

    const { content, ...row } = waiting(first, { name: "新的.docx", state: '{"answered":2}', asked_at: LATER });
    expect(await findWaitingFile(store.db, asked(first))).toEqual(row);
    expect(await waitingContent(store.db, asked(first))).toBe("AAAA");
    expect(content).not.toBe("AAAA");
    expect(await findWaitingFile(store.db, asked(first, "import"))).toMatchObject({ name: "台账.xlsx", asked_at: NOW });
    expect(await findWaitingFile(store.db, asked(second))).toMatchObject({ state: '{"answered":0}' });

    await dropWaitingFile(store.db, asked(first));
    expect(await findWaitingFile(store.db, asked(first))).toBeUndefined();
    expect(await waitingContent(store.db, asked(first))).toBeUndefined();
    expect(await findWaitingFile(store.db, asked(first, "import"))).toBeDefined();
  });

  test("an organisation has one template of its own, until it is dropped", async () => {
    await saveOwnTemplate(store.db, template(first));
    await saveOwnTemplate(store.db, template(first, { name: "模板.md", digest: null, slots: [], set_at: LATER }));
    await saveOwnTemplate(store.db, template(second));
    expect(await findOwnTemplate(store.db, first.organisation)).toEqual(
      template(first, { name: "模板.md", digest: null, slots: [], set_at: LATER }),
    );
    await dropOwnTemplate(store.db, first.organisation);
    expect(await findOwnTemplate(store.db, first.organisation)).toBeUndefined();
    expect(await findOwnTemplate(store.db, second.organisation)).toEqual(template(second));
  });

  const merge = () =>
    writing(store.db, (trx) => mergeOrganisations(trx, { from: second.organisation, into: first.organisation }));

  test("a merged organisation takes its template and what waits along", async () => {
    await saveOwnTemplate(store.db, template(second));
    await saveWaitingFile(store.db, waiting(second));
    await merge();
    const moved = { organisation_id: first.organisation };
    expect(await findOwnTemplate(store.db, first.organisation)).toEqual(template(second, moved));
    expect(await findOwnTemplate(store.db, second.organisation)).toBeUndefined();
    expect(await findWaitingFile(store.db, asked(second))).toMatchObject(moved);
  });

  test("the successor's own template stays", async () => {
    await saveOwnTemplate(store.db, template(first, { name: "自己的.docx" }));
    await saveOwnTemplate(store.db, template(second));
    await merge();
    expect(await findOwnTemplate(store.db, first.organisation)).toMatchObject({ name: "自己的.docx" });
    expect(await findOwnTemplate(store.db, second.organisation)).toBeUndefined();
  });

  test("somebody's two accounts become one, and the template stays theirs", async () => {
    await saveOwnTemplate(store.db, template(second));
    await saveWaitingFile(store.db, waiting(second));
    await writing(store.db, (trx) => mergePeople(trx, { from: second.person, into: first.person }));
    expect(await findOwnTemplate(store.db, second.organisation)).toMatchObject({ person_id: first.person });
    expect(await findWaitingFile(store.db, asked(second))).toBeUndefined();
  });

  test("an erased name goes out of templates, and no file waits any longer", async () => {
    await saveOwnTemplate(
      store.db,
      template(first, { name: "张三述职.md", digest: null, words: "张三讲党课{{党课}}" }),
    );
    await saveOwnTemplate(store.db, template(second, { name: "张三改的.docx" }));
    await saveWaitingFile(store.db, waiting(second, { state: '{"promises":["张三"]}' }));
    await erase(first.person, ["张三"]);

    expect(await findOwnTemplate(store.db, first.organisation)).toMatchObject({
      name: "某某述职.md",
      words: "某某讲党课{{党课}}",
      slots: ["党课"],
    });
    expect(await findOwnTemplate(store.db, second.organisation)).toEqual(template(second, { name: "某某改的.docx" }));
    expect(await findWaitingFile(store.db, asked(second))).toBeUndefined();
  });
});
