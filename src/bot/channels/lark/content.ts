import * as z from "zod";
import type { Attachment } from "../../files/attachment.ts";
import type { Mention } from "./events.ts";

/** What a message says: its words without the mention of the bot, its files, and whether it was meant for the bot. */
export type Content = {
  readonly text: string;
  readonly attachments: readonly Attachment[];
  readonly mentioned: boolean;
  /** Words alone that nobody typed: what kind of thing was sent. */
  readonly placeholder?: string;
};

type RawContent = {
  readonly messageId: string;
  readonly type: string;
  readonly content: string;
  readonly mentions: readonly Mention[];
  /** The bot's open_id. */
  readonly bot: string;
};

/** What cannot be logged, by the name a person knows it by. */
const UNREADABLE: ReadonlyMap<string, string> = new Map([
  ["sticker", "表情"],
  ["location", "位置"],
  ["merge_forward", "合并转发"],
  ["share_chat", "群名片"],
  ["share_user", "个人名片"],
  ["interactive", "卡片"],
  ["todo", "任务"],
  ["vote", "投票"],
  ["share_calendar_event", "日程"],
  ["calendar", "日程"],
  ["general_calendar", "日程"],
  ["video_chat", "视频会议"],
  ["hongbao", "红包"],
  ["folder", "文件夹"],
]);

const textContent = z.object({ text: z.string() });
const imageContent = z.object({ image_key: z.string().min(1) });
const fileContent = z.object({ file_key: z.string().min(1), file_name: z.string().optional() });

/** Reads the content of a message by its type; nothing where no rule takes it. Never throws. */
export function readContent(raw: RawContent): Content | undefined {
  const body = parsed(raw.content);
  switch (raw.type) {
    case "text":
      return ofText(raw, body);
    case "post":
      return ofPost(raw, body);
    case "image":
      return ofFile(raw, imageContent.safeParse(body).data?.image_key, { kind: "image" });
    case "file":
    case "audio":
    case "media": {
      const file = fileContent.safeParse(body).data;
      const kind = raw.type === "media" ? "video" : raw.type;
      return ofFile(raw, file?.file_key, { kind, ...(file?.file_name === undefined ? {} : { name: file.file_name }) });
    }
    default: {
      const name = UNREADABLE.get(raw.type);
      return name === undefined ? undefined : { text: "", attachments: [], mentioned: false, placeholder: `[${name}]` };
    }
  }
}

function ofText(raw: RawContent, body: unknown): Content | undefined {
  const read = textContent.safeParse(body);
  return read.success ? spoken(raw, read.data.text) : undefined;
}

function ofFile(
  raw: RawContent,
  key: string | undefined,
  file: Pick<Attachment, "kind" | "name">,
): Content | undefined {
  if (key === undefined) return undefined;
  return { text: "", attachments: [attachmentOf(raw.messageId, key, file)], mentioned: false };
}

function attachmentOf(messageId: string, key: string, file: Pick<Attachment, "kind" | "name">): Attachment {
  const type = file.kind === "image" ? "image" : "file";
  return { ...file, handle: `${messageId}/${type}/${key}`, uniqueId: key };
}

const node = z.object({
  tag: z.string(),
  text: z.string().catch(""),
  user_id: z.string().catch(""),
  user_name: z.string().catch(""),
  image_key: z.string().min(1).optional().catch(undefined),
  file_key: z.string().min(1).optional().catch(undefined),
});
const post = z.object({ title: z.string().catch(""), content: z.array(z.array(z.unknown())) });

type Post = { title: string; lines: string[]; attachments: Attachment[] };

function ofPost(raw: RawContent, body: unknown): Content | undefined {
  const read = readPost(body);
  if (read === undefined) return undefined;
  const found: Post = { title: read.title.trim(), lines: [], attachments: [] };
  for (const line of read.content) {
    let words = "";
    for (const one of line) words += ofNode(raw, node.safeParse(one).data, found.attachments);
    found.lines.push(words);
  }
  const text = [found.title, ...found.lines].filter((line) => line.trim() !== "").join("\n");
  return { ...spoken(raw, text), attachments: found.attachments };
}

/** A post as it comes, or wrapped in the language it was written in. */
function readPost(body: unknown): z.infer<typeof post> | undefined {
  const direct = post.safeParse(body);
  if (direct.success) return direct.data;
  if (typeof body !== "object" || body === null) return undefined;
  return Object.values(body)
    .map((one) => post.safeParse(one).data)
    .find((one) => one !== undefined);
}

function ofNode(raw: RawContent, one: z.infer<typeof node> | undefined, attachments: Attachment[]): string {
  switch (one?.tag) {
    case "img":
      if (one.image_key !== undefined) attachments.push(attachmentOf(raw.messageId, one.image_key, { kind: "image" }));
      return "";
    case "media":
      if (one.file_key !== undefined) attachments.push(attachmentOf(raw.messageId, one.file_key, { kind: "video" }));
      return "";
    case "at":
      return atOf(raw, one);
    default:
      return one?.text ?? "";
  }
}

/** In a post a mention names its key, an open_id or everybody. */
function atOf(raw: RawContent, { user_id: id, user_name: name }: { user_id: string; user_name: string }): string {
  if (id === "@_all" || id === "all") return "@_all";
  if (raw.mentions.some(({ key }) => key === id)) return id;
  const known = raw.mentions.find((mention) => mention.id.open_id === id);
  return known?.key ?? (id === raw.bot ? "" : `@${name}`);
}

/** Mentions stand in the text as `@_user_1`, `@_user_10` …: each is looked up whole, never replaced piecewise. */
function spoken({ mentions, bot }: RawContent, raw: string): Content {
  const byKey = new Map(mentions.map((mention) => [mention.key, mention]));
  const text = raw.replace(/@_(?:user_\d+|all)/g, (key) => {
    if (key === "@_all") return "@所有人";
    const mention = byKey.get(key);
    if (mention === undefined) return key;
    return mention.id.open_id === bot ? "" : `@${mention.name}`;
  });
  return {
    text: text
      .split("\n")
      .map((line) => line.trim())
      .join("\n")
      .trim(),
    attachments: [],
    mentioned: mentions.some(({ id }) => id.open_id === bot),
  };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
