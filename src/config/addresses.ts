/** What a proxy has to be, to whoever wrote another. */
export const PROXY = "要是 http:// 或 https:// 开头的代理地址";

export function isProxy(text: string): boolean {
  return /^https?:/i.test(text) && URL.canParse(text);
}

/** An address of a machine by number or name; a port belongs elsewhere. */
export function isHost(text: string): boolean {
  return /^[\w.:-]+$/.test(text) && URL.canParse(`http://${text.includes(":") ? `[${text}]` : text}`);
}
