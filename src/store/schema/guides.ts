/** Somebody on the way through the questions about a record, one for each person in a chat. */
export type GuideTable = {
  chat: string;
  person_id: number;
  organisation_id: number;
  /** Random, so that an old button never answers something else. */
  id: string;
  /** The record that is corrected; nothing where a new one is told. */
  record_id: number | null;
  /** What is asked now. */
  step: string;
  /** JSON: what was answered, in words. */
  entered: string;
  touched_at: string;
};
