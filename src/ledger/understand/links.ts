const ESCAPE = String.fromCharCode(0x1b);
const LINK = new RegExp(`(?:https?://|www\\.)[!-~]+|${ESCAPE}\\[[0-9;?]*[ -/]*[@-~]|${ESCAPE}`, "gi");

/** What a chat writes in place of a picture that is sent on. */
const SENT = /\[(?:图片|照片|视频|语音|文件|表情|动画表情)\]/g;

/** A text with blanks in place of links, of pictures that were sent on and of the sequences that colour a terminal, which tell nothing of what was done. */
export function withoutLinks(text: string): string {
  const plain = text.includes("]") ? text.replace(SENT, blank) : text;
  if (!plain.includes("://") && !plain.includes("www.") && !plain.includes(ESCAPE)) return plain;
  return plain.replace(LINK, blank);
}

function blank(words: string): string {
  return " ".repeat(words.length);
}
