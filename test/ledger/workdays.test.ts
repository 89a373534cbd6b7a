import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";

const built = pathToFileURL(resolve("dist/src/ledger/workdays.js")).href;
const asked = `
  const { holidayAfter, isKnownYear, isWorkday, workdayUntil } = await import("${built}");
  const days = ["2026-10-01", "2026-10-07", "2026-10-08", "2026-10-10", "2026-10-11", "2025-01-04", "2027-01-02"];
  const free = days.filter((day) => !isWorkday(day));
  const known = [2026, 2027].map(isKnownYear);
  console.log(JSON.stringify({ free, known, until: workdayUntil("2026-10-07"), next: holidayAfter("2026-09-25", 7) }));
`;

test.for(["America/New_York", "UTC", "Pacific/Kiritimati"])(
  "workdays follow holidays and make-up days, and an unknown year says so, on a machine of %s",
  (zone) => {
    const env = { TZ: zone };
    const { stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", asked], { env, encoding: "utf8" });
    expect(JSON.parse(stdout)).toEqual({
      free: ["2026-10-01", "2026-10-07", "2026-10-11", "2025-01-04", "2027-01-02"],
      known: [true, false],
      until: "2026-09-30",
      next: { first: "2026-10-01", name: "国庆节" },
    });
  },
);
