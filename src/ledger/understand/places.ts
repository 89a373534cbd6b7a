const INDOOR =
  /(?:会议室|活动室|党员之家|服务中心|报告厅|礼堂|阅览室|教室|多功能厅|大厅|广场|食堂|党建室|图书馆|纪念馆|博物馆|展览馆|敬老院|福利院|养老院|陵园|公园|小区|社区|村委会|村部|街道|学校|小学|中学|车间|工地|项目部|办公室|教育基地|培训中心|活动中心|值班室|机房|书屋|驿站|阵地)$/;
const RUN = /[一-龥\d]{2,18}(?=$|[\s,;。)])/y;

/** A place that stands by itself behind a break or behind 在: 三楼会议室, 在社区广场. Linear: only there it looks. */
export function placeAt(s: string, at: number): number | null {
  const char = s.charAt(at);
  if (char === "在" || char === "于") return after(s, at + 1);
  return at === 0 || isBreak(s.charAt(at - 1)) ? after(s, at) : null;
}

function isBreak(char: string): boolean {
  return char === " " || char === "," || char === "\n" || char === ";" || char === "。" || char === "(";
}

function after(s: string, at: number): number | null {
  RUN.lastIndex = at;
  const found = RUN.exec(s)?.[0];
  return found === undefined || !INDOOR.test(found) ? null : at + found.length;
}
