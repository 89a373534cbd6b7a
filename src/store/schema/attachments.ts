import type { Generated } from "kysely";

/** A file that a member sent, to be fetched from its platform after the message was kept. */
export type DownloadTable = {
  id: Generated<number>;
  /** The inbox key of the message and the n-th file in it: unique together. */
  source_key: string;
  source_n: number;
  /** The name of what is done with the bytes. */
  purpose: string;
  channel: string;
  /** JSON: the file as the platform names it, who sent it, and where they are told. Emptied once it is over. */
  payload: string;
  state: "queued" | "done" | "dead";
  attempts: number;
  not_before: string;
  created_at: string;
  error: string | null;
};

/** How it is known which record a file belongs to. */
export type Linking = "caption" | "reply" | "after" | "said";

/** A photo or file of a member. Its bytes lie under their hash, the same ones once. */
export type AttachmentTable = {
  id: Generated<number>;
  source_key: string;
  source_n: number;
  organisation_id: number;
  person_id: number;
  chat: string;
  album: string | null;
  kind: "image" | "file";
  /** The platform's id of the content: the same file again has the same one. */
  unique_id: string | null;
  /** What it was called, without paths and unreadable signs; for people only. */
  name: string | null;
  /** `coming` until the bytes are here; `gone` once it was removed or could not be fetched. */
  state: "coming" | "kept" | "gone";
  sha256: string | null;
  /** What the first bytes say it is. */
  mime: string | null;
  size: number | null;
  sent_at: string;
  created_at: string;
};

/** The record that a file belongs to: one at most. */
export type ActivityAttachmentTable = { activity_id: number; attachment_id: number; how: Linking };

/** Which record the photos of an album belong to; `asked` as long as nobody knows, `refused` where it may have none. */
export type AlbumTable = {
  chat: string;
  album: string;
  activity_id: number | null;
  how: Linking | "asked" | "refused";
};

/** The record that the next photos of a person in a chat belong to. */
export type PhotoRequestTable = { chat: string; person_id: number; activity_id: number; asked_at: string };
