type Need = {
  /** Any one of these permissions is enough; the first is the narrowest, which docs/feishu.md names. */
  readonly scopes: readonly string[];
  /** What does not work without it. */
  readonly without: string;
  readonly optional?: boolean;
};

/** The permissions that the bot uses, each with what is missing without it. */
export const NEEDS: readonly Need[] = [
  { scopes: ["im:message:send_as_bot", "im:message"], without: "什么都发不出去" },
  { scopes: ["im:message"], without: "卡片不能就地更新，重启后的撤回认不出是谁" },
  { scopes: ["im:message.p2p_msg:readonly", "im:message.p2p_msg"], without: "私聊没有反应" },
  { scopes: ["im:message.group_at_msg:readonly", "im:message.group_at_msg"], without: "群里没有反应" },
  { scopes: ["im:chat:readonly", "im:chat"], without: "认不出是群还是私聊" },
  { scopes: ["im:chat.members:read", "im:chat:readonly", "im:chat"], without: "群里的人第一次说话时要问姓名" },
  { scopes: ["im:resource"], without: "照片存不下，文件发不出" },
  { scopes: ["im:message.reactions:write_only", "im:message"], without: "群里没有“完成”这个轻回执" },
  { scopes: ["im:chat.access_event.bot_p2p_chat:read", "im:chat.access_event"], without: "新成员看不到欢迎" },
  {
    scopes: ["im:message.group_msg"],
    without: "群里不 @ 就不记，停机很久以后不能补读群里的话",
    optional: true,
  },
];
