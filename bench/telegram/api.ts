import { once } from "node:events";
import { createServer } from "node:http";

export const TOKEN = "123456:AAbench_token-abcdefghijklmnopqrstuv";
export const SECRET = "bench_secret_bench_secret_bench_secret";
export const PATH = "/hook";

const RESULTS: Readonly<Record<string, unknown>> = {
  getMe: { id: 123456, is_bot: true, first_name: "台账", username: "bench_bot" },
  sendMessage: { message_id: 1, date: 1, chat: { id: 1, type: "private" }, text: "" },
};

/** A Bot API on loopback that takes every call and does nothing, so that its own time hardly shows. */
export async function quickApi(): Promise<{ readonly url: string; close(): void }> {
  const answers = new Map(Object.entries(RESULTS).map(([method, result]) => [method, answerOf(result)]));
  const others = answerOf(true);
  const server = createServer((request, response) => {
    const method = request.url?.slice(request.url.lastIndexOf("/") + 1) ?? "";
    const body = answers.get(method) ?? others;
    request.resume().once("end", () => {
      response.writeHead(200, { "content-type": "application/json", "content-length": body.length }).end(body);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port to listen on");
  return {
    url: `http://127.0.0.1:${address.port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function answerOf(result: unknown): Buffer {
  return Buffer.from(JSON.stringify({ ok: true, result }));
}
