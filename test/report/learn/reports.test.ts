import { expect, test } from "vitest";
import { learn } from "../../../src/report/learn.ts";
import { catalogue, fields } from "../../helpers/ledger.ts";
import { REPORTS } from "./reports.ts";

test.for(REPORTS)(
  "a whole report of $year gives its fields, quotas and deadlines and nothing else",
  ({ text, slots }) => {
    const found = learn(text, { fields, catalogue }).slots.map(({ field, role, value, unit }) =>
      [field ?? role, String(value), unit].join(" "),
    );
    expect(found).toEqual(slots);
  },
);
