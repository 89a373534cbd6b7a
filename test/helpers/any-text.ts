import fc from "fast-check";

/** Text of any characters. fast-check's own unit for them first makes a table of all, which takes a second. */
export function anyText(maxLength: number): fc.Arbitrary<string> {
  return fc.string({ unit: ANY, maxLength });
}

/** Every code point but the halves of pairs. */
const ANY = fc.nat(0x10_f7ff).map((n) => String.fromCodePoint(n < 0xd8_00 ? n : n + 0x8_00));
