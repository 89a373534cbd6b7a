import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";

const built = pathToFileURL(resolve("dist/src/ledger/workdays.js")).href;
const asked = `
  const { holidayAfter, isKnownYear, isWorkday, workdayUntil } = await import("${built}");
  const days = ["2026-10-01", "2026-10-07", "2026-10-08", "2026-10-10", "2026-10-11", "2025-01-04", "2027-01-02",
    "2027-01-01", "2027-01-04", "2027-02-04", "2027-02-05", "2027-02-08", "2027-02-09", "2027-04-05", "2027-05-03",
    "2027-10-01", "2028-10-03"];
  const free = days.filter((day) => !isWorkday(day));
  const known = [2026, 2027, 2028].map(isKnownYear);
  console.log(JSON.stringify({ free, known, until: workdayUntil("2026-10-07"), next: holidayAfter("2026-09-25", 7),
    unknown: [["2026-12-25", 7], ["2027-01-29", 7], ["2027-04-28", 7], ["2027-09-24", 7]].map((args) => holidayAfter(...args)) }));
`;

test.for(["America/New_York", "UTC", "Pacific/Kiritimati"])(
  "workdays follow holidays and make-up days, and an unknown year says so, on a machine of %s",
  (zone) => {
    const env = { TZ: zone };
    const { stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", asked], { env, encoding: "utf8" });
    expect(JSON.parse(stdout)).toEqual({
      free: [
        "2026-10-01",
        "2026-10-07",
        "2026-10-11",
        "2025-01-04",
        "2027-01-02",
        // Of a year of which nothing is published the days that the law names are known.
        ...["2027-01-01", "2027-02-05", "2027-02-08", "2027-04-05", "2027-10-01", "2028-10-03"],
      ],
      known: [true, false, false],
      until: "2026-09-30",
      next: { first: "2026-10-01", name: "国庆节" },
      unknown: [
        { first: "2027-01-01", name: "元旦" },
        { first: "2027-02-05", name: "春节" },
        { first: "2027-05-01", name: "劳动节" },
        { first: "2027-10-01", name: "国庆节" },
      ],
    });
  },
);
