import * as z from "zod";

/** A file as the platform names it. `handle` survives a restart; the bytes are fetched through the channel. */
export const attachment = z.object({
  kind: z.enum(["image", "file", "audio", "video"]),
  handle: z.string(),
  name: z.string().exactOptional(),
  mime: z.string().exactOptional(),
  size: z.number().exactOptional(),
  /** The same file again has the same id. */
  uniqueId: z.string().exactOptional(),
});

export type Attachment = Readonly<z.infer<typeof attachment>>;
