import type { Quantity } from "../activity.ts";
import type { Chunk } from "./chunk.ts";
import { isPersonName } from "./people/read-names.ts";
import type { Reading } from "./reading.ts";
import type { Vocabulary } from "./vocabulary.ts";

const GAVE = /各(?:自|人)?(?:撰写|提交|上交|写|交|捐款?|捐助|捐赠)?了?(?:心得|体会)*[\d一二两三四五六七八九十半]/;
const LISTED = /^[ ,:;]*((?:(?:我|[一-龥]{2,8})[、和跟与])+(?:我|[一-龥]{2,8})) ?$/;
/** The list before what was given: 张三、李四交心得各1篇, 收到张三、李四心得各1篇. */
const GIVERS =
  /(?:^|[ ,:;]|[天日号午晚上]|收到)((?:(?:我|[一-龥]{2,4})[、和跟与])+(?:我|[一-龥]{2,4}?))(?:都|也)?的?(?:撰写|提交|上交|写|交|捐)?了?(?:学习)?(?:心得体会|心得|体会|款)$/;

/** 张三、李四各1篇 are two, and 5名党员各1篇 five: works of members add up, whoever tells them, and so do sums for persons that are named. */
export function ofEach(reading: Reading, chunk: Chunk): Reading {
  const [only, ...more] = reading.quantities;
  if (only === undefined || !chunk.text.s.includes("各", chunk.from)) return reading;
  if (more.length > 0)
    return { ...reading, quantities: reading.quantities.map((one) => ofEachOne(one, reading, chunk)) };
  const times = timesGiven(reading, only, chunk);
  return times === 0 ? reading : { ...reading, quantities: [{ ...only, value: only.value * times }] };
}

/** 心得15人各2篇，捐款各100元: each amount is that of one of those who came. */
function ofEachOne(one: Quantity, { kinds, headcount }: Reading, { text, tokens, vocabulary }: Chunk): Quantity {
  const isEach = tokens.some(
    (token) => token.type === "count" && text.s.charAt(token.start - 1) === "各" && token.count.unit === one.unit,
  );
  const adds = kinds.some((kind) => vocabulary.kinds.get(kind)?.adds && owns(vocabulary, kind, one));
  return isEach && adds && headcount?.bound === "exact" ? { ...one, value: one.value * headcount.value } : one;
}

function owns({ kinds }: Vocabulary, kind: string, { name }: Quantity): boolean {
  return kinds.get(kind)?.quantities.some((quantity) => quantity.name === name) === true;
}

/** For how many the stated amount is each one's; none where the words do not say. */
function timesGiven({ kinds, headcount }: Reading, { name, unit }: Quantity, chunk: Chunk): number {
  const persons = giversIn(chunk);
  if (persons === undefined) return 0;
  const adds = kinds.some((kind) => {
    const known = chunk.vocabulary.kinds.get(kind);
    return known?.adds === true && known.quantities.some((quantity) => quantity.name === name);
  });
  if (persons.length === 0) return adds && headcount?.bound === "exact" ? headcount.value : 0;
  const areNamed = unit === "元" && persons.every((person) => person === "我" || isPersonName(person));
  return adds || areNamed ? persons.length : 0;
}

/** Who is listed before 各1篇 and the like; nothing where no such words stand. */
function giversIn({ text: { s }, from, to, tokens }: Chunk): readonly string[] | undefined {
  const each = s.slice(from, to).search(GAVE);
  if (each < 0) return undefined;
  const last = tokens.findLast((token) => token.end <= from + each && token.type !== "names" && token.type !== "mask");
  const words = s.slice(last?.end ?? from, from + each);
  const apart = words.trim().split(" ");
  if (apart.length > 1 && apart.every(isPersonName)) return apart;
  return (LISTED.exec(words) ?? GIVERS.exec(s.slice(from, from + each)))?.[1]?.split(/[、和跟与]/) ?? [];
}

/** Of 心得各2篇，捐款各100元 each has its own; what counts for none of them counts for all. */
export function ofKind({ kinds, quantities }: Reading, kind: string, vocabulary: Vocabulary): readonly Quantity[] {
  return quantities.filter(
    (one) => owns(vocabulary, kind, one) || !kinds.some((other) => owns(vocabulary, other, one)),
  );
}
