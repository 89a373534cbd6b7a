import { setMark } from "../../src/store/marks.ts";
import { openStore } from "../../src/store/open.ts";
import { writing } from "../../src/store/transaction.ts";

// A process that writes until it is killed, and says on stdout what it was promised to keep.
const [, , file = ""] = process.argv;
const { db } = await openStore({ file });
for (let n = 1; ; n += 1) {
  await writing(db, async (trx) => {
    await setMark(trx, "newest", String(n));
    await setMark(trx, `mark ${n}`, String(n));
  });
  process.stdout.write(`${n}\n`);
}
