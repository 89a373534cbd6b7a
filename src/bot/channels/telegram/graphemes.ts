let segmenter: Intl.Segmenter | undefined;

/** A text in characters as people see them. The segmenter is made when first needed: it takes 2 MB. */
export function graphemesOf(text: string): Intl.Segments {
  segmenter ??= new Intl.Segmenter("zh", { granularity: "grapheme" });
  return segmenter.segment(text);
}
