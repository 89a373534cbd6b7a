// Messages as members write them, the same ones at each run. What a ledger is measured with
// must vary as a year of a branch does: few of its records share a day and a kind.

const TOLD: readonly ((n: number) => string)[] = [
  (n) => `昨天下午集中学习《${topic(n)}》 ${10 + (n % 17)}人 ${1 + (n % 3)}小时`,
  (n) => `今天上午支委会 研究${topic(n)} ${3 + (n % 5)}人`,
  (n) => `前天志愿服务 ${place(n)} ${5 + (n % 9)}人 2.5小时`,
  (n) => `今天主题党日 参观${place(n)} ${12 + (n % 14)}人，半天`,
  (n) => `昨天党课《${topic(n)}》，${15 + (n % 11)}人参加，${60 + (n % 4) * 15}分钟`,
  (n) => `交心得体会${1 + (n % 3)}篇`,
  (n) => `上周五警示教育 ${topic(n)} ${14 + (n % 6)}人 1小时`,
  (n) => `昨天走访慰问 ${place(n)}老党员 ${2 + (n % 8)}户`,
  (n) => `今天下午在${place(n)}召开支部党员大会，应到${18 + (n % 5)}人实到${15 + (n % 5)}人，历时90分钟`,
  (n) => `第一议题 ${topic(n)} ${5 + (n % 4)}人`,
];

const SUBJECTS = ["二十大报告", "纪律处分条例", "安全生产法", "党章", "调查研究", "乡村振兴", "基层治理", "作风建设"];
const PARTS = ["第一讲", "导论", "专题", "辅导", "学习纲要", "典型案例", "实施办法", "工作要点", "问答"];
const PLACES = ["社区", "车站", "养老院", "候车室", "图书馆", "码头", "纪念馆", "敬老院", "广场", "学校", "结对村"];

/** The n-th message, which tells one activity. */
export function logMessage(n: number): string {
  const told = TOLD[n % TOLD.length] ?? TOLD[0];
  return told?.(Math.floor(n / TOLD.length) + 3 * n) ?? "";
}

function topic(n: number): string {
  return `${SUBJECTS[n % SUBJECTS.length]}${PARTS[Math.floor(n / SUBJECTS.length) % PARTS.length]}`;
}

function place(n: number): string {
  return `${PLACES[n % PLACES.length]}${1 + (Math.floor(n / PLACES.length) % 9)}号`;
}
