import { withoutLinks } from "./links.ts";

/** What a menu or a habit puts before a record: /log 昨天党课. */
const ORDER = /^\s*[/／]?(?:log|记一条|记一笔|记一下)(?=[\s:：,，])[:：,，]?/i;

/** What stands behind such an order; nothing where there is none. */
export function behindOrder(text: string): string | undefined {
  const order = ORDER.exec(text)?.[0].length;
  return order === undefined ? undefined : text.slice(order).trim();
}

/** Blanks take the place of the order and of links, so that every span still points into the text. */
export function withoutOrder(text: string): string {
  const plain = withoutLinks(text);
  const order = ORDER.exec(plain)?.[0].length ?? 0;
  return order === 0 ? plain : " ".repeat(order) + plain.slice(order);
}
