/** Part of a card in Feishu's JSON 2.0. */
export type Element = { readonly tag: string; readonly [property: string]: unknown };

/** Text that Feishu shows as it is, without markup and mentions. */
export function plain(content: string): Element {
  return { tag: "plain_text", content };
}

export function paragraph(text: string): Element {
  return { tag: "div", text: plain(text) };
}

/** What a button brings back: the id of an action and nothing else. */
export function callback(action: string): object {
  return { type: "callback", value: { a: action } };
}
