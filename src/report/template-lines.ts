/** A line of a template and its number in the file. */
export type Line = { readonly text: string; readonly number: number };

/** The lines of a template by paragraphs, without remarks; braces of either width are the plain ones. */
export function paragraphsOf(text: string): Line[][] {
  const plain = text
    .replace(/^\uFEFF/, "")
    .replaceAll("｛｛", "{{")
    .replaceAll("｝｝", "}}");
  return groups(withoutRemarks(plain));
}

/** Blanks remarks out and keeps their line breaks, so that lines keep their numbers. */
function withoutRemarks(text: string): string {
  return text.replace(/<!--.*?(?:-->|$)/gs, (remark) => remark.replace(/[^\n]+/g, ""));
}

/** Lines that make one paragraph: parted by blank lines, and before every heading. */
function groups(text: string): Line[][] {
  const found: Line[][] = [];
  let open = false;
  for (const [i, raw] of text.split(/\r?\n/).entries()) {
    const line = { text: raw.trim(), number: i + 1 };
    if (line.text === "") open = false;
    else if (open && !/^#{1,4}\s/.test(line.text)) found.at(-1)?.push(line);
    else {
      found.push([line]);
      open = true;
    }
  }
  return found;
}
