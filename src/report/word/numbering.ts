import { unescaped } from "./entities.ts";

/** One level of a list that Word numbers: what it shows, such as `（%2）`, and how its number is written. */
export type Level = {
  readonly start: number;
  readonly format: string;
  readonly text: string;
  /** Levels from here on to the left let it begin anew; 0 for none, null for every one. */
  readonly restart: number | null;
  /** Every number in it is written in digits. */
  readonly isLegal: boolean;
  /** The style whose paragraphs stand on this level. */
  readonly style: string | null;
};

/** Lists with one `counter` count on from each other. */
export type NumberedList = {
  readonly counter: string;
  readonly levels: ReadonlyMap<number, Level>;
  /** Levels that this list begins at a number of its own. */
  readonly starts: ReadonlyMap<number, number>;
};

/** Where a style or a paragraph stands in a list; what is left out comes from the style that it is based on. */
export type Numbered = { readonly style?: string; readonly list?: string; readonly level?: number };

export type Numbering = {
  readonly lists: ReadonlyMap<string, NumberedList>;
  readonly styles: ReadonlyMap<string, Numbered>;
};

type LevelDraft = { -readonly [Key in keyof Level]: Level[Key] };
type ListDraft = {
  readonly levels: Map<number, LevelDraft>;
  readonly starts: Map<number, number>;
  /** The abstract list that a list is one of. */
  of: string;
  /** The style that holds the levels, or whose levels these are. */
  linked: string;
  holds: string;
};

const LIST_TAGS =
  /<w:(abstractNum|num|lvlOverride|lvl|abstractNumId|start|startOverride|numFmt|lvlText|lvlRestart|pStyle|isLgl|numStyleLink|styleLink)\b([^<>]*)>/g;
const STYLE_TAGS = /<w:(style|basedOn|numId|ilvl)\b([^<>]*)>/g;

/** How the file numbers its paragraphs, from the XML of its parts; undefined where it numbers none. */
export function numberingIn(partOf: (name: string) => string | undefined): Numbering | undefined {
  const lists = partOf("word/numbering.xml");
  if (lists === undefined) return undefined;
  const styles = stylesOf(partOf("word/styles.xml") ?? "");
  return { lists: listsOf(lists, styles), styles };
}

type Reading = { list: ListDraft; level: LevelDraft; overridden: number };

function listsOf(xml: string, styles: Numbering["styles"]): Numbering["lists"] {
  const abstract = new Map<string, ListDraft>();
  const lists = new Map<string, ListDraft>();
  const at: Reading = { list: emptyList(), level: emptyLevel(), overridden: 0 };
  for (const [, tag = "", attributes = ""] of xml.matchAll(LIST_TAGS)) {
    if (tag === "abstractNum") abstract.set(attributeOf(attributes, "abstractNumId"), newList(at));
    else if (tag === "num") lists.set(attributeOf(attributes, "numId"), newList(at));
    else readList(tag, attributes, at);
  }
  const holding = new Map([...abstract].map(([id, { holds }]) => [holds, id]));
  const heldBy = (style: string) => lists.get(styles.get(style)?.list ?? "")?.of ?? holding.get(style);
  return new Map([...lists].map(([id, list]) => [id, whole(list, abstract, heldBy)]));
}

function newList(at: Reading): ListDraft {
  at.list = emptyList();
  return at.list;
}

function readList(tag: string, attributes: string, at: Reading): void {
  const value = attributeOf(attributes, "val");
  if (tag === "lvlOverride") at.overridden = Number(attributeOf(attributes, "ilvl"));
  else if (tag === "startOverride") at.list.starts.set(at.overridden, Number(value));
  else if (tag === "abstractNumId") at.list.of = value;
  else if (tag === "numStyleLink") at.list.linked = value;
  else if (tag === "styleLink") at.list.holds = value;
  else if (tag === "lvl") {
    at.level = emptyLevel();
    const n = attributeOf(attributes, "ilvl");
    if (/^[0-8]$/.test(n)) at.list.levels.set(Number(n), at.level);
  } else readLevel(tag, value, at.level);
}

function readLevel(tag: string, value: string, level: LevelDraft): void {
  if (tag === "start") level.start = Number(value);
  if (tag === "numFmt") level.format = value;
  if (tag === "lvlText") level.text = value;
  if (tag === "lvlRestart") level.restart = Number(value);
  if (tag === "pStyle") level.style = value;
  if (tag === "isLgl") level.isLegal = isOn(value);
}

/** A list with the levels of its abstract list, or of the one that a style holds for it; its own win. */
function whole(
  { of, levels, starts }: ListDraft,
  abstract: ReadonlyMap<string, ListDraft>,
  heldBy: (style: string) => string | undefined,
): NumberedList {
  const linked = abstract.get(of)?.linked ?? "";
  const counter = (linked === "" ? undefined : heldBy(linked)) ?? of;
  return { counter, starts, levels: new Map([...(abstract.get(counter)?.levels ?? []), ...levels]) };
}

function stylesOf(xml: string): Numbering["styles"] {
  const styles = new Map<string, { style?: string; list?: string; level?: number }>();
  let style: { style?: string; list?: string; level?: number } = {};
  for (const [, tag, attributes = ""] of xml.matchAll(STYLE_TAGS)) {
    const value = attributeOf(attributes, "val");
    if (tag === "style") {
      style = {};
      styles.set(attributeOf(attributes, "styleId"), style);
    } else if (tag === "basedOn") style.style = value;
    else if (tag === "numId") style.list = value;
    else style.level = Number(value);
  }
  return styles;
}

export function attributeOf(attributes: string, name: string): string {
  const found = new RegExp(`\\b${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes);
  return unescaped(found?.[1] ?? found?.[2] ?? "");
}

function isOn(value: string): boolean {
  return !/^(?:0|false|off)$/.test(value);
}

function emptyList(): ListDraft {
  return { levels: new Map(), starts: new Map(), of: "", linked: "", holds: "" };
}

function emptyLevel(): LevelDraft {
  return { start: 1, format: "decimal", text: "", restart: null, isLegal: false, style: null };
}
