import type { Generated, Kysely, Transaction } from "kysely";
import type { Level } from "../ledger/fields.ts";
import type { ActivityKindTable, ActivityTable, ApartTable, ParticipationTable } from "./schema/activities.ts";
import type {
  ActivityAttachmentTable,
  AlbumTable,
  AttachmentTable,
  DownloadTable,
  PhotoRequestTable,
} from "./schema/attachments.ts";
import type { PromiseTable } from "./schema/duties.ts";
import type { OwnTemplateTable, WaitingFileTable } from "./schema/files.ts";
import type { GuideTable } from "./schema/guides.ts";
import type { ChosenTable, InviteTable, JoiningTable, LinkTable, ThrottleTable } from "./schema/people.ts";
import type { DraftTable, ManualValueTable } from "./schema/reports.ts";
import type { AttendanceTable, ConfirmationTable, SuccessorTable } from "./schema/units.ts";

// Days and instants are text on purpose, booleans are 0 and 1, and JSON is text: SQLite
// and PostgreSQL then keep, compare and return them alike. An instant is ISO 8601 in UTC
// with milliseconds.

export type Role = "member" | "recorder" | "secretary" | "auditor" | "admin";

export type OrganisationTable = {
  id: Generated<number>;
  parent_id: number | null;
  name: string;
  level: Level;
  /** IANA name; decides what a day is. */
  zone: string;
  created_at: string;
};

type PersonTable = { id: Generated<number>; name: string; created_at: string };

/** A platform's own id for a person: never a user name or a display name. */
export type IdentityTable = { channel: string; external_id: string; person_id: number };

type MembershipTable = {
  person_id: number;
  organisation_id: number;
  role: Role;
  since: string;
  /** The group through which they joined; leaving it ends the membership. */
  via_chat: string | null;
};

/** A chat bound to an organisation. Private chats need no row. */
type ChatTable = { key: string; organisation_id: number; created_at: string };

type InboxState = "done" | "quarantined" | "erased";

export type InboxTable = {
  /** `channel:…`, unique for ever: a message delivered again is known by it. */
  key: string;
  chat: string;
  person_id: number | null;
  kind: string;
  payload: string;
  /** Digest of the normalised text; finds a retry by the same author. */
  digest: string | null;
  sent_at: string;
  received_at: string;
  state: InboxState;
  outcome: string;
  /** JSON list of the record ids that the message gave. */
  records: string;
  error: string | null;
};

export type QuestionTable = {
  id: Generated<number>;
  chat: string;
  person_id: number;
  organisation_id: number;
  activity_id: number;
  about: string;
  /** Always `{}`: what is asked follows from the record. */
  /** Always `{}`: what is asked of follows from the records. The column stays, since dropping it would write the table anew. */
  payload: string;
  state: "open" | "answered" | "dropped";
  opened_at: string;
};

/** What the buttons of a message do. The id is random and opaque; only `person_id` may press, each once, until `expires_at`. */
export type ActionTable = {
  id: string;
  organisation_id: number;
  person_id: number;
  /** A list of what each does, in the order of the buttons. */
  operations: string;
  expires_at: string;
  /** Which of them were pressed, by their places in the list. */
  used: string;
};

export type OutboxTable = {
  id: Generated<number>;
  /** Idempotency key: enqueued twice is sent once. */
  key: string;
  channel: string;
  chat: string;
  payload: string;
  state: "queued" | "sent" | "dead";
  attempts: number;
  not_before: string;
  created_at: string;
  sent_at: string | null;
  /** The platform's reference of what was sent. */
  reference: string | null;
  error: string | null;
  /** 1 where nobody waits for it. */
  unasked: Generated<0 | 1>;
  /** What the message tells of, such as the key of the message whose records it confirms. */
  about: string | null;
};

/** Append-only and hash-chained; its rows carry ids and a digest, never personal text. */
export type JournalTable = {
  id: Generated<number>;
  at: string;
  organisation_id: number;
  person_id: number | null;
  operation: string;
  activity_id: number | null;
  /** A salted digest of the inbox key of the message that caused it. */
  source_key: string | null;
  digest: string;
  previous: string;
  hash: string;
};

/** The text behind a journal row's digest; erasure may empty it without breaking the chain. */
export type JournalBodyTable = {
  journal_id: number;
  salt: string;
  body: string | null;
  /** The inbox key itself, which on some platforms tells who wrote. */
  source_key: string | null;
};

export type JobTable = {
  id: Generated<number>;
  kind: string;
  payload: string;
  state: "queued" | "done" | "failed";
  created_at: string;
  error: string | null;
};

/** Small facts that outlive a restart: cursors of channels, marks of pushes. */
type MarkTable = { key: string; value: string };

export type Schema = {
  organisation: OrganisationTable;
  person: PersonTable;
  identity: IdentityTable;
  membership: MembershipTable;
  chat: ChatTable;
  inbox: InboxTable;
  activity: ActivityTable;
  activity_kind: ActivityKindTable;
  participation: ParticipationTable;
  apart: ApartTable;
  question: QuestionTable;
  action: ActionTable;
  outbox: OutboxTable;
  journal: JournalTable;
  journal_body: JournalBodyTable;
  manual_value: ManualValueTable;
  draft: DraftTable;
  job: JobTable;
  mark: MarkTable;
  invite: InviteTable;
  joining: JoiningTable;
  link: LinkTable;
  throttle: ThrottleTable;
  chosen: ChosenTable;
  attendance: AttendanceTable;
  successor: SuccessorTable;
  promise: PromiseTable;
  waiting_file: WaitingFileTable;
  own_template: OwnTemplateTable;
  confirmation: ConfirmationTable;
  download: DownloadTable;
  attachment: AttachmentTable;
  activity_attachment: ActivityAttachmentTable;
  album: AlbumTable;
  photo_request: PhotoRequestTable;
  guide: GuideTable;
};

/** A database or a transaction in it: every store function takes either. */
export type Db = Kysely<Schema>;

/** Where a read-then-write is safe: what {@link writing} hands to its work. */
export type Trx = Transaction<Schema>;
