import { SendError } from "../../channel.ts";
import type { Api } from "./api.ts";
import { backoffMs } from "./backoff.ts";
import type { RetryOptions } from "./polling.ts";

const SCOPES = {
  private: { type: "all_private_chats" },
  groups: { type: "all_group_chats" },
  "group-admins": { type: "all_chat_administrators" },
} as const;

/** What the menu button offers in one kind of chat. A menu only: it grants nothing. */
export type Menu = {
  readonly scope: keyof typeof SCOPES;
  /** Latin names as Telegram demands, `[a-z0-9_]{1,32}`; descriptions of up to 256 characters in any script. */
  readonly commands: readonly { readonly command: string; readonly description: string }[];
};

/** A menu is a convenience: after this many failures the program goes on without. */
const TRIES = 5;

/** Shows the menus. What Telegram refuses is told and left; what fails for the moment is tried again. */
export async function showMenus(api: Api, menus: readonly Menu[], retry: RetryOptions): Promise<void> {
  for (const menu of menus) await showMenu(api, menu, retry);
}

async function showMenu(api: Api, menu: Menu, { stopped, sleep, random, onError }: RetryOptions): Promise<void> {
  for (let failures = 1; failures <= TRIES && !stopped.aborted; failures += 1) {
    try {
      await setMenu(api, menu, stopped);
      return;
    } catch (error) {
      if (stopped.aborted) return;
      onError(error, `telegram menu ${menu.scope}`);
      if (!passes(error)) return;
      await sleep(backoffMs(error, failures, random), stopped);
    }
  }
}

function passes(error: unknown): boolean {
  return error instanceof SendError && (error.fault === "transient" || error.fault === "rate-limited");
}

async function setMenu(api: Api, { scope, commands }: Menu, signal: AbortSignal): Promise<void> {
  const payload = {
    commands: commands.map(({ command, description }) => ({ command, description })),
    scope: SCOPES[scope],
  };
  await api.call("setMyCommands", payload, { signal });
}
