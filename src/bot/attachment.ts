/** A file as the platform names it. `handle` survives a restart; the bytes are fetched through the channel. */
export type Attachment = {
  readonly kind: "image" | "file" | "audio" | "video";
  readonly handle: string;
  readonly name?: string;
  readonly mime?: string;
  readonly size?: number;
  /** The same file again has the same id. */
  readonly uniqueId?: string;
};
