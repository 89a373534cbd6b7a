/** A file that an officer sent and that something is asked about, one for each purpose of a person in a chat. */
export type WaitingFileTable = {
  chat: string;
  person_id: number;
  purpose: "learn" | "import";
  organisation_id: number;
  /** What its sender calls it. */
  name: string;
  /** What was read from it, or its bytes in base64. */
  content: string;
  /** JSON: what was asked and answered so far. */
  state: string;
  asked_at: string;
};

/** The report's template of an organisation, in place of the shipped one. */
export type OwnTemplateTable = {
  organisation_id: number;
  name: string;
  /** Of a Word file, which is kept under it; nothing of Markdown. */
  digest: string | null;
  /** Markdown, or what a Word file says. */
  words: string;
  /** JSON: the names between the braces of a Word file. */
  slots: string;
  person_id: number;
  set_at: string;
};
