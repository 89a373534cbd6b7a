import { expect, test } from "vitest";
import { clockIn, instantIn, isZone, monthsBefore } from "../../src/ledger/calendar.ts";

/** What the machine's own list of zones says. */
function told(zone: string, instant: Date): string {
  const parts = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" } as const;
  return new Intl.DateTimeFormat("sv-SE", { ...parts, timeZone: zone }).format(instant);
}

function shown(zone: string, instant: Date): string {
  const { day, minute } = clockIn(zone, instant);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${day} ${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

test.for(["Asia/Shanghai", "Asia/Urumqi", "Asia/Hong_Kong", "Europe/Berlin", "America/New_York"])(
  "the clocks of %s show what zones say, in every season since 1986",
  (zone) => {
    expect(isZone(zone)).toBe(true);
    const day = 86_400_000;
    for (let at = Date.UTC(1986, 0, 1, 15, 59); at < Date.UTC(2050, 0, 1); at += 37 * day + 61_000) {
      const instant = new Date(at);
      expect(shown(zone, instant)).toBe(told(zone, instant));
      const { day: local, minute } = clockIn(zone, instant);
      if (at >= Date.UTC(1992, 0, 1)) expect(told(zone, instantIn(zone, local, minute))).toBe(told(zone, instant));
    }
  },
);

test("what is no zone is told", () => {
  expect(isZone("Asia/Nowhere")).toBe(false);
});

test.for([
  ["2027-06-15", 6, "2026-12-15"],
  ["2027-01-15", 1, "2026-12-15"],
  ["2027-08-31", 6, "2027-02-28"],
  ["2028-05-31", 3, "2028-02-29"],
  ["2027-12-31", 1, "2027-11-30"],
] as const)("%s less %i months is %s", ([day, count, before]) => {
  expect(monthsBefore(day, count)).toBe(before);
});
