/** A span of a text in UTF-16 units, as the Bot API counts. */
type Span = { readonly type: "bold" | "pre"; readonly offset: number; readonly length: number };

/** Plain text with marks beside it: no markup in the text, so nothing a member wrote can become markup. */
export type Styled = { readonly text: string; readonly spans: readonly Span[] };

export function plain(text: string): Styled {
  return { text: wellFormed(text), spans: [] };
}

/** A lone half of a surrogate pair, which no message can carry, becomes a replacement character. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, "\ufffd");
}

export function marked(type: Span["type"], text: string): Styled {
  const clean = wellFormed(text);
  return { text: clean, spans: clean === "" ? [] : [{ type, offset: 0, length: clean.length }] };
}

/** The parts one below the other. */
export function stacked(parts: readonly Styled[]): Styled {
  let text = "";
  const spans: Span[] = [];
  for (const part of parts.filter((one) => one.text !== "")) {
    if (text !== "") text += "\n";
    spans.push(...part.spans.map((span) => ({ ...span, offset: span.offset + text.length })));
    text += part.text;
  }
  return { text, spans };
}

/** The text between two places, with the marks that fall into it. */
export function cut({ text, spans }: Styled, from: number, to: number): Styled {
  return {
    text: text.slice(from, to),
    spans: spans.flatMap(({ type, offset, length }) => {
      const start = Math.max(offset, from);
      const end = Math.min(offset + length, to);
      return start < end ? [{ type, offset: start - from, length: end - start }] : [];
    }),
  };
}
