import { readFileSync } from "node:fs";
import { textsIn } from "../src/config/catalogue-files.ts";
import { readCatalogue } from "../src/config/read-catalogue.ts";
import { vocabulary } from "../src/ledger/understand/message.ts";
import { scoreCorpus } from "./score.ts";

const OWN = ["messages", "titles", "dates", "numbers", "durations"].map((name) => `test/corpus/${name}.json`);

/** `npm run eval [FILE…]`: scores corpora and prints a table per group, then every case that went wrong. */
function main(files: readonly string[]): void {
  const words = vocabulary(readCatalogue(textsIn("no-such-folder")).catalogue);
  for (const file of files.length > 0 ? files : OWN) {
    const { groups, faults } = scoreCorpus(JSON.parse(readFileSync(file, "utf8")), words);
    console.log(`\n${file}`);
    console.table(
      Object.fromEntries(
        groups.map(({ name, cases, right, asked, wrong }) => [
          name,
          { cases, right, "%": rate(right, cases), asked, wrong },
        ]),
      ),
    );
    for (const fault of faults) console.log(`  ${fault}`);
  }
}

function rate(part: number, whole: number): string {
  return whole === 0 ? "-" : ((100 * part) / whole).toFixed(1);
}

main(process.argv.slice(2));
