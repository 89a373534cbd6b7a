import { expect, test } from "vitest";
import { ConfigError, readConfig } from "../../src/config/environment.ts";
import { strayIn, takeSettings } from "../../src/config/settings-file.ts";

const TELEGRAM = { TELEGRAM_BOT_TOKEN: "123456:AAcanary_token-abcdefghijklmnopqrstu" };
const HOOK = { ...TELEGRAM, TELEGRAM_WEBHOOK_URL: "https://bot.example.org/telegram/x" };
const FEISHU = { FEISHU_APP_ID: "cli_0123456789abcdef", FEISHU_APP_SECRET: "s3cret" };

test.for([
  ["a webhook without its secret", HOOK, /TELEGRAM_WEBHOOK_SECRET 没有写/],
  ["a secret that is short", { ...HOOK, TELEGRAM_WEBHOOK_SECRET: "short" }, /至少 32 位/],
  ["a webhook that is not encrypted", { ...HOOK, TELEGRAM_WEBHOOK_URL: "http://bot.example.org/x" }, /https:\/\//],
  ["a token that is none", { TELEGRAM_BOT_TOKEN: "AAcanary" }, /不像机器人令牌/],
  ["one half of Feishu's credentials", { FEISHU_APP_ID: FEISHU.FEISHU_APP_ID }, /FEISHU_APP_SECRET 没有写/],
  ["one half of Feishu's keys", { ...FEISHU, FEISHU_ENCRYPT_KEY: "k" }, /FEISHU_VERIFICATION_TOKEN 没有写/],
  ["another edition of Feishu", { ...FEISHU, FEISHU_DOMAIN: "dingtalk" }, /feishu 或 lark/],
  ["a Bot API unsealed on another machine", { ...TELEGRAM, TELEGRAM_API_ROOT: "http://192.0.2.1:8081" }, /https:/],
  ["Feishu unsealed on another machine", { ...FEISHU, FEISHU_DOMAIN: "http://192.0.2.1" }, /FEISHU_DOMAIN 只能是/],
  ["a proxy of the machine that is none", { ...TELEGRAM, HTTPS_PROXY: "foo" }, /HTTPS_PROXY 要是 http/],
  ["another one that Feishu would go by", { ...FEISHU, HTTPS_PROXY: "socks5://h:1" }, /HTTPS_PROXY 要是 http/],
  ["an own proxy that is half an address", { ...FEISHU, FEISHU_PROXY: "http://[" }, /FEISHU_PROXY 要是 http/],
  ["an address that is none", { HTTP_HOST: "not a host" }, /HTTP_HOST 要是本机的地址/],
  ["an address with its port", { HTTP_HOST: "localhost:80" }, /HTTP_HOST 要是本机的地址/],
  ["numbers that are no address", { HTTP_HOST: "300.1.1.1" }, /HTTP_HOST 要是本机的地址/],
  [
    "each of several faults, those of two settings together as well,",
    { LOG_LEVEL: "loud", FEISHU_APP_ID: FEISHU.FEISHU_APP_ID, HTTPS_PROXY: "foo" },
    /设置有 3 处不对：LOG_LEVEL .*；FEISHU_APP_SECRET .*；HTTPS_PROXY /,
  ],
  ["a proxy of another kind", { ...TELEGRAM, TELEGRAM_PROXY: "socks5://127.0.0.1:1080" }, /TELEGRAM_PROXY/],
] as const)("%s is refused by its name, without any value", ([, env, said]) => {
  const refused = (): unknown => readConfig(env);
  expect(refused).toThrow(ConfigError);
  expect(refused).toThrow(said);
  expect(refused).not.toThrow(/canary|s3cret/);
});

test("a platform's own proxy comes before HTTPS_PROXY, and Feishu can do without", () => {
  const proxies = (env: Record<string, string>) => {
    const { telegram, feishu } = readConfig({ ...TELEGRAM, ...FEISHU, ...env });
    return [telegram?.proxy, feishu?.proxy];
  };
  const all = { HTTPS_PROXY: "http://127.0.0.1:1" };
  expect(proxies({})).toEqual([undefined, undefined]);
  expect(proxies(all)).toEqual([all.HTTPS_PROXY, all.HTTPS_PROXY]);
  const own = { HTTPS_PROXY: "foo", TELEGRAM_PROXY: "http://127.0.0.1:2", FEISHU_PROXY: "off" };
  expect(proxies(own)).toEqual(["http://127.0.0.1:2", undefined]);
  expect(readConfig({ HTTPS_PROXY: "foo" }).telegram).toBeUndefined();
  expect(proxies({ ...all, TELEGRAM_PROXY: "http://127.0.0.1:2", FEISHU_PROXY: "off" })).toEqual([
    "http://127.0.0.1:2",
    undefined,
  ]);
});

test("what is pushed is served on a port, which nothing else opens", () => {
  expect(readConfig({ ...TELEGRAM, ...FEISHU }).http).toBeUndefined();
  expect(readConfig({ ...HOOK, TELEGRAM_WEBHOOK_SECRET: "s".repeat(32) }).http).toEqual({
    host: "127.0.0.1",
    port: 8080,
  });
  for (const HTTP_HOST of ["::1", "0.0.0.0", "localhost", "bot-1.example.org"]) {
    expect(readConfig({ ...TELEGRAM, HTTP_PORT: "9000", HTTP_HOST }).http).toEqual({ host: HTTP_HOST, port: 9000 });
  }
});

test("an empty setting is none, and Feishu is the edition unless Lark is named", () => {
  expect(readConfig({ TELEGRAM_BOT_TOKEN: "", FEISHU_APP_ID: "", FEISHU_APP_SECRET: "" })).toMatchObject({
    telegram: undefined,
    feishu: undefined,
  });
  expect(readConfig(FEISHU).feishu?.domain).toBe("feishu");
  expect(readConfig({ ...FEISHU, FEISHU_DOMAIN: "lark" }).feishu?.domain).toBe("lark");
});

test.for([
  ["TELEGRAM_BOT_TOKN=1:a", "第 1 行的 TELEGRAM_BOT_TOKN 不是设置的名称，没有用，是不是 TELEGRAM_BOT_TOKEN"],
  ["\uFEFF# 说明\r\n\r\nfeishu_app_id=cli_x", "第 3 行的 feishu_app_id 不是设置的名称，没有用，是不是 FEISHU_APP_ID"],
  ["TELEGRAM_TOKEN=1:a", "第 1 行的 TELEGRAM_TOKEN 不是设置的名称，没有用"],
  ["LOG_LEVEL：info", "第 1 行没有用，请写成 LOG_LEVEL=…"],
  ["LOG_LEVEL", "第 1 行没有用，请写成 LOG_LEVEL=…"],
  ["123456:AAcanary", "第 1 行没有等号，没有用，请写成 名称=值"],
  ["TELEGRAM_BOT_TOKN: x", "第 1 行没有等号，没有用，请写成 名称=值"],
  ['A="\none\n"\n乱写', "第 4 行没有等号，没有用，请写成 名称=值"],
  ["  export BACKUP_KEPP=1", "第 1 行的 BACKUP_KEPP 不是设置的名称，没有用，是不是 BACKUP_KEEP"],
] as const)("%j in .env is told of", ([text, said]) => {
  expect(strayIn(text)).toEqual([said]);
});

test("what .env sets, comments and what other programs read are passed over", () => {
  const text =
    "LOG_LEVEL=info\nexport BACKUP_KEEP = 3\n#TELEGRAM_BOT_TOKN=x\nTZ=UTC\nPOSTGRES_PASSWORD=x\nhttps_proxy=x\n\nKEY='one\n#two\nthree'\n";
  expect(strayIn(text)).toEqual([]);
});

test("the first line of .env counts also where an editor put a byte order mark before it", () => {
  const env = { LOG_LEVEL: "warn" };
  takeSettings("\uFEFFBACKUP_KEEP=0\r\nLOG_LEVEL=debug\r\n", env);
  expect(env).toEqual({ BACKUP_KEEP: "0", LOG_LEVEL: "warn" });
});
