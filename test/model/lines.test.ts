import { expect, test } from "vitest";
import { readKind, readNumber, understand } from "../../src/ledger/understand/message.ts";
import { readFiles } from "../../src/program.ts";
import { KINDS, message, type Pick, reply, TODAY, type Told } from "./lines.ts";

const { vocabulary } = await readFiles("no-such-folder");
const now = { today: TODAY, minute: 600 };
const members = ["张三", "李四"];

test("every line of the model is read as the model takes it", () => {
  for (const pick of picks()) {
    for (const side of ["first", "second"] as const) {
      const { text, tells } = message([pick], side, members);
      expect({ text, tells: read(text) }).toEqual({ text, tells });
      expect(readKind(text, vocabulary)).toBeNull();
    }
  }
});

test("several activities of one message are read each as if it stood alone", () => {
  const all = [...picks()];
  for (let at = 0; at < 400; at++) {
    const three = [1, 7, 31].flatMap((by) => all[(at * by * 17) % all.length] ?? []);
    const { text, tells } = message(three, "first", members);
    expect({ text, tells: read(text) }).toEqual({ text, tells });
  }
});

test("words that answer tell nothing by themselves, unless they name a kind", () => {
  for (let choice = 0; choice < 40; choice++) {
    const { text, tells, number } = reply(choice, 21);
    expect({ text, tells: read(text) }).toEqual({ text, tells });
    if (number !== undefined) expect(readNumber(text)).toBe(number);
  }
});

function* picks(): Generator<Pick> {
  for (let kinds = 0; kinds < KINDS.length; kinds++) {
    for (let day = 0; day < 11; day++) {
      for (let n = 0; n < 20; n++) yield { kinds, day, half: n % 4, title: n % 10, count: n % 6, form: n % 3 };
    }
  }
}

function read(text: string): Told[] {
  return understand(text, now, vocabulary).records.map((reading) => ({
    kinds: reading.kinds,
    start: reading.start,
    end: reading.end,
    half: reading.half,
    title: reading.title,
    headcount: reading.headcount?.value ?? null,
    essays: reading.quantities.find(({ name }) => name === "心得")?.value ?? null,
    names: reading.names,
    doubts: reading.doubts.map(({ about }) => about as "kind"),
  }));
}
