import type { Draft } from "./draft.ts";
import type { Documents, Extras } from "./make.ts";
import { inThread } from "./threads.ts";
import type { KeptDocuments, KeptDraft, Task } from "./work.ts";

const FAILURE = "文档没有生成：生成文档的线程出错了";

/** Makes the documents of a draft in a thread. */
export async function documents(draft: Draft, extras: Extras = {}): Promise<Documents> {
  return inThread<Documents>({ do: "documents", draft, extras } satisfies Task, { failure: FAILURE });
}

/** Makes those of a draft as it is kept, which this thread need not even read. */
export async function keptDocuments(kept: KeptDraft): Promise<KeptDocuments> {
  return inThread<KeptDocuments>({ do: "kept", ...kept } satisfies Task, { failure: FAILURE });
}
