import { anyOf } from "../../any-of.ts";
import { before, type Chunk, previous } from "../chunk.ts";
import type { CountToken, Token } from "../token.ts";

// Whether the people of a count were dealt with or served: then they did not come.

/** What is done with persons whom a meeting deals with. */
export const AGENDA = new RegExp(
  `${anyOf`
  研究 审议 讨论 评议了 通报 表决 听取 同意 推荐 推选 任免 任命 处分 处理 考察 推优 确定 接收 吸收 发展对象 预备党员
  积极分子 新党员 先进 获奖 表彰 评选 评出 救助 帮扶 资助 看望 采访 培养 违纪 典型 困难 患者 老人 儿童 学生 发展
  新增 转出 转入 涉及 处置 查处 问责 约谈 选举 选出 当选 候选人 案例 录用 提拔 晋升 谈话对象 转正 退党 调入 调出
`}[^,;。 ]*$`,
);
/** What a title says was not done: 学习《社会主义发展史》12人 develops nobody. Of a long title only the end is seen. */
const TITLE = /(?:^|《)[^《》]*》/g;
/** 服务群众80人: those who were served did not take part. */
const SERVED =
  /(?:服务|帮助|救助|惠及|受益|覆盖|接待|辐射|带动|义诊|培训)(?:了|到)?(?:[一-龥]{0,6}(?:群众|居民|村民|老人|患者|学生|儿童|孩子|职工|家庭|对象|乘客|旅客|市民|商户|企业|家属|家长|农户)|参观|来访)?(?:\d{1,3}批次?)?(?:共计?|达|约|近|超过|累计)?$|(?:帮|给|替|送|陪|看|慰问|看望|走访)了?$/;
/** 为老人理发30人次. */
const SERVED_SO =
  /(?:为|给|替|帮)[一-龥]{0,4}(?:群众|居民|村民|老人|患者|学生|儿童|孩子|职工|家庭|市民|乘客|商户)[一-龥]{0,8}$/;
/** 陪老人包馄饨一共14人: who came, unless it goes on behind a verb of the agenda. */
export const ALL =
  /^(?!.*(?:研究|讨论|审议|通报|确定|推荐|评选|表彰|发展|慰问|走访|服务|救助|资助|帮扶))[^,;。 ]*(?:一共|总共)$/;

/** 研究发展对象2人, 服务群众80人; the 发展对象 of 发展对象培训班6人 only says of whom the event was. */
export function isDealtWith(chunk: Chunk, token: CountToken, lead: string): boolean {
  const last = previous(chunk, token);
  const own = lead.slice(kindLength(last, token, lead)).replace(TITLE, "》");
  if (PAPER_HINT.test(own) && PAPER.test(own)) return false;
  const family = last?.type === "kind" ? chunk.vocabulary.kinds.get(last.kind)?.family : undefined;
  return SERVED.test(own) || AGENDA.test(family === "study" || family === "meeting" ? own : lead.replace(TITLE, ""));
}

/** 学习处分条例14人: a paper about persons deals with none; 违反规定3人 is of persons. */
const PAPER =
  /(?<!(?:违反|触犯|依据|根据|按照?)[一-龥]{0,10})(?:条例|规定|准则|细则|规程|规则|办法|(?:处分|监察|监督|组织)法)(?:全文|解读|精神|辅导|原文)?(?:一?共计?|总共|参加|参训|参学|参会|参与|出席|到会|到场|来了?|有)*$/;

const PAPER_HINT = /[例定则程法]/;

/** 服务群众120人次, which names those who were served and not who came: 参加志愿服务120人次. */
export function isServed(chunk: Chunk, token: CountToken): boolean {
  const lead = before(chunk, token);
  const own = lead.slice(kindLength(previous(chunk, token), token, lead));
  return SERVED.test(own) || SERVED_SO.test(own);
}

/** How much of the words before a count belongs to the kind: 志愿服务12人 is no one served. */
function kindLength(last: Token | undefined, token: CountToken, lead: string): number {
  if (last === undefined || last.type !== "kind") return 0;
  return Math.max(0, lead.length - (token.start - last.end));
}
