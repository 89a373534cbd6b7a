import { hash } from "node:crypto";

/** Digits and capital letters without those that are mistaken for one another: five bits each. */
const LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const LENGTH = 16;

/** A code of 80 bits, in groups that can be read out: `K7M2-9QXD-4TRW-8HNP`. */
export function newCode(random: string): string {
  let bits = BigInt(`0x${random.slice(0, (LENGTH * 5) / 4)}`);
  let code = "";
  for (let n = 0; n < LENGTH; n++) {
    code += LETTERS[Number(bits & 31n)] ?? "";
    bits >>= 5n;
  }
  return code.replace(/(.{4})(?!$)/g, "$1-");
}

/** What the store keeps of a code, however it was typed. */
export function hashCode(code: string): string {
  return hash("sha256", plainCode(code), "base64url");
}

/** Whether words alone look like a code. */
export function isCode(text: string): boolean {
  return /^[A-HJ-NP-Z2-9]{16}$/.test(plainCode(text));
}

function plainCode(text: string): string {
  return text
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s\-–—_]/g, "");
}

/** Digest of an account, under which things are counted without keeping whose they are. */
export function accountDigest({ channel, id }: { readonly channel: string; readonly id: string }): string {
  return hash("sha256", `${channel}\n${id}`, "base64url").slice(0, 22);
}
