/** What a person said of a number: a field or free measure, null for what is filled in by hand, `keep` as written. */
export type Decision = { readonly slot: number; readonly field: string | null | "keep" };
