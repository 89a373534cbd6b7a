import type { Attachment } from "../../files/attachment.ts";
import type { File, Message } from "./updates.ts";

const KINDS = [
  ["document", "file"],
  ["video", "video"],
  ["video_note", "video"],
  ["audio", "audio"],
  ["voice", "audio"],
] as const;

/** The files of a message: of a photo the largest size; an animation, which is also a document, once. */
export function attachmentsOf(message: Message): Attachment[] {
  const photo = message.photo?.toSorted((a, b) => a.width * a.height - b.width * b.height).at(-1);
  if (photo !== undefined) return [attachment("image", photo)];
  if (message.animation !== undefined) return [attachment("video", message.animation)];
  return KINDS.flatMap(([field, kind]) => {
    const file = message[field];
    return file === undefined ? [] : [attachment(kind, file)];
  });
}

function attachment(kind: Attachment["kind"], file: File): Attachment {
  return {
    kind: file.mime_type?.startsWith("image/") === true ? "image" : kind,
    handle: file.file_id,
    uniqueId: file.file_unique_id,
    ...(file.file_name === undefined ? {} : { name: file.file_name }),
    ...(file.mime_type === undefined ? {} : { mime: file.mime_type }),
    ...(file.file_size === undefined ? {} : { size: file.file_size }),
  };
}
