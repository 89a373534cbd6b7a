import { BOT, TENANT } from "./fake-feishu-events.ts";
import { type Answer, ok, type Recorded, refuse, text } from "./fake-feishu-http.ts";
import { type FeishuState, store, upload } from "./fake-feishu-state.ts";

type Route = readonly [
  method: string,
  path: RegExp,
  answer: (state: FeishuState, request: Recorded, ...ids: string[]) => Answer,
];

const ID = "([^/]+)";
const route = (method: string, path: string, answer: Route[2]): Route => [
  method,
  new RegExp(`^/open-apis${path}$`),
  answer,
];

const ROUTES: readonly Route[] = [
  route("GET", "/bot/v3/info", () => ({
    status: 200,
    body: { code: 0, msg: "ok", bot: { open_id: BOT, app_name: "台账" } },
  })),
  route("GET", "/application/v6/scopes", (state) =>
    ok({ scopes: [...state.scopes].map(([scope_name, has]) => ({ scope_name, grant_status: has ? 1 : 2 })) }),
  ),
  route("POST", "/im/v1/messages", (state, request) => {
    const { receive_id_type: type } = request.query;
    const to = text(request.body, "receive_id");
    if (type === undefined || to === "") return refuse(99992402);
    return store(state, request, { chat: type === "chat_id" ? to : `oc_p2p_${to}`, parent: undefined });
  }),
  route("POST", `/im/v1/messages/${ID}/reply`, (state, request, parent) =>
    state.recalled.has(parent ?? "")
      ? refuse(230011)
      : store(state, request, { chat: state.messages.get(parent ?? "")?.chat_id ?? "oc_branch", parent }),
  ),
  route("POST", `/im/v1/messages/${ID}/reactions`, (state, request, id) => {
    state.messages.get(id ?? "")?.reactions.push(JSON.stringify(request.body));
    return ok({ reaction_id: "rx_1" });
  }),
  route("PATCH", `/im/v1/messages/${ID}`, (state, { body }, id) => {
    const message = state.messages.get(id ?? "");
    if (message === undefined || message.msg_type !== "interactive") return refuse(230001);
    message.content = text(body, "content");
    message.patches += 1;
    return ok();
  }),
  route("PUT", `/im/v1/messages/${ID}`, (state, { body }, id) => {
    const message = state.messages.get(id ?? "");
    if (message === undefined || !["text", "post"].includes(message.msg_type)) return refuse(230054);
    Object.assign(message, { content: text(body, "content"), msg_type: text(body, "msg_type") });
    return ok();
  }),
  route("GET", `/im/v1/messages/${ID}`, (state, _request, id = "") => {
    const sender = state.senders.get(id);
    if (sender === undefined) return refuse(230110);
    return ok({
      items: [{ message_id: id, deleted: true, sender: { id: sender, id_type: "open_id", sender_type: "user" } }],
    });
  }),
  route("GET", "/im/v1/messages", (state, { query }) => {
    if (!state.chats.has(text(query, "container_id"))) return refuse(230002);
    const from = Number(text(query, "start_time")) * 1_000;
    const said = (state.history.get(text(query, "container_id")) ?? []).filter(
      (one) => !("create_time" in one) || Number(one.create_time) >= from,
    );
    return page(said, query, 50);
  }),
  route("POST", "/im/v1/images", (state, { body }) => upload(state, Reflect.get(body, "image"), "image_key", "img_v3")),
  route("POST", "/im/v1/files", (state, { body }) => upload(state, Reflect.get(body, "file"), "file_key", "file_v3")),
  route("GET", `/im/v1/messages/${ID}/resources/${ID}`, (state, { query }, _message, key) => {
    const found = state.uploads.get(key ?? "");
    return found === undefined || text(query, "type") === "" ? refuse(234003) : { status: 200, body: found.data };
  }),
  route("GET", `/im/v1/images/${ID}`, () => refuse(234009)),
  route("GET", `/im/v1/chats/${ID}/members`, (state, { query }, chat) => {
    const members = state.members.get(chat ?? "");
    if (members === undefined) return refuse(232011);
    const items = members.map(({ id, name }) => ({
      member_id_type: "open_id",
      member_id: id,
      name,
      tenant_key: TENANT,
    }));
    return page(items, query, 100, { member_total: items.length });
  }),
  route("GET", `/im/v1/chats/${ID}`, (state, _request, chat) => {
    const mode = state.chats.get(chat ?? "");
    return mode === undefined ? refuse(232006) : ok({ name: "支部群", chat_mode: mode });
  }),
  route("POST", "/interactive/v1/card/update", (state, { body }) => {
    state.cardUpdates.push(body);
    return ok();
  }),
];

export function answerApi(state: FeishuState, request: Recorded): Answer {
  for (const [method, path, answer] of ROUTES) {
    const found = path.exec(request.path);
    if (method === request.method && found !== null) return answer(state, request, ...found.slice(1));
  }
  return { status: 404, body: "404 page not found" };
}

function page(all: readonly object[], query: Recorded["query"], most: number, more = {}): Answer {
  const size = Number(text(query, "page_size") || 20);
  if (size > most) return refuse(99992402);
  const at = Number(text(query, "page_token"));
  const goesOn = at + size < all.length;
  const page_token = goesOn ? String(at + size) : "";
  return ok({ items: all.slice(at, at + size), has_more: goesOn, page_token, ...more });
}
