/** Longer than any name in use, ethnic names with their dots included. */
const LONGEST = 30;
/** A name in Chinese characters alone, without the dot of a transcribed one. */
const LONGEST_CHINESE = 6;

/**
 * A person's name as it may be kept: without characters that hide or turn text, without
 * marks of other systems, its spaces single; nothing where no letter is left or it is too long to be one.
 */
export function cleanName(text: string): string | undefined {
  const name = text
    .normalize("NFKC")
    .replace(/[\p{Default_Ignorable_Code_Point}\p{C}]/gu, "")
    .replace(/[・•‧∙●]/g, "·")
    .replace(/[^\p{L}\p{M}\p{N}·.' -]/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
  const longest = /\p{sc=Han}/u.test(name) && !name.includes("·") ? LONGEST_CHINESE : LONGEST;
  return /\p{L}/u.test(name) && [...name.replaceAll(" ", "")].length <= longest ? name : undefined;
}

/** Letters of other scripts, and digits, that look like a Latin letter. */
const LOOKS: ReadonlyMap<string, string> = new Map(
  [
    ["a", "аαɑ"],
    ["b", "ьвβ"],
    ["c", "сϲ"],
    ["d", "ԁ"],
    ["e", "еєε"],
    ["g", "ɡ"],
    ["h", "һнη"],
    ["i", "іιıl1|ӏї"],
    ["j", "јϳ"],
    ["k", "кκ"],
    ["m", "мμ"],
    ["n", "пո"],
    ["o", "оοσ0〇○"],
    ["p", "рρ"],
    ["q", "ԛ"],
    ["r", "гɾ"],
    ["s", "ѕ"],
    ["t", "тτ"],
    ["u", "υսц"],
    ["v", "ѵν"],
    ["w", "ԝωш"],
    ["x", "хχ"],
    ["y", "уγ"],
    ["z", "ᴢζ"],
    ["一", "―—ー─-"],
  ].flatMap(([letter = "", twins = ""]) => [...twins].map((twin) => [twin, letter] as const)),
);

/** What a name looks like: names with the same look can be taken for one another. */
export function lookOf(name: string): string {
  const plain = name
    .normalize("NFKD")
    .replace(/[\p{Default_Ignorable_Code_Point}\p{C}\p{M}\s·.']/gu, "")
    .toLowerCase();
  return [...plain].map((letter) => LOOKS.get(letter) ?? letter).join("");
}
