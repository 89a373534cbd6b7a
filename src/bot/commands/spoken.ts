/** 请, 帮我: says nothing. */
const POLITE = "(?:请|麻烦|帮我|帮忙|给我|我[要想])*";
const LOOK = "(?:查看|看看|看一?下|看|查一?下|查)";
const STOP = "关闭|关掉|关了?|停掉|停止|停发|停了?|取消|暂停|不要再?发?|不用再?发?|不再发|不发|别再?发?";
const START = "重新打开|打开|重新开启|开启|启用|恢复|继续发?";
const PERIOD =
  "(?:(?:\\d{4}|[今去明])年的?)?(?:(?:[上下]|这一?|本)个?[月季]度?|(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月份?|第?[一二三四1-4]季度|[上下]半年|全年)?";
const CONDITION = "支委会|党小组|(?:理论学习)?中心组";

/**
 * How people say a command whose name does not stand in front, and the command that it is.
 * Each matches the whole message, so that none takes words out of a record.
 */
const SPOKEN: readonly (readonly [said: RegExp, meant: string])[] = [
  // 把周报改到周五, 关闭周报, 上周的周报, 每周五下午五点发周报, 空周不发
  whole("(?:把|将)周报(.+)", "周报 $1"),
  whole(`(${STOP}|${START})(?:每周的?)?周报(?:了|吧)*`, "周报 $1"),
  whole(`${LOOK}?([^,，。\\s]{1,14}周)的?周报`, "周报 $1"),
  whole(`(?:${LOOK}|(?:现在|马上)?发)(?:一下)?周报`, "周报"),
  whole("(?:现在|马上)?(?:把|将)?周报发?到?群里?", "周报 发到群里"),
  whole("(每?(?:周|星期|礼拜)[一二三四五六日天][^,，。\\s]*?)(?:再?发|推送)周报", "周报 $1"),
  whole("(空周.*[发推].*)", "周报 $1"),
  // 别提醒我了, 恢复提醒, 明天再提醒, 12月的义务, 有支委会
  whole(`(?:${STOP}|不再|别)(?:再|给我|义务|的)*提醒(?:我)?(?:了|吧|啦)*`, "义务 不提醒"),
  whole(`(?:${START}|要|还是)(?:义务)?的?提醒(?:我)?(?:了|吧)*|提醒我`, "义务 提醒"),
  whole("(?:稍后|晚[点些]|等?[一过]?会儿?|回头)(?:再|一?下)?(?:提醒|说)(?:我)?(?:吧)?", "稍后"),
  whole("(明天|后天|下周[一二三四五]?|过?(?:几|[一两三四五六七]|\\d)天以?后?)再?提醒(?:我)?(?:吧)?", "稍后 $1"),
  whole(`${LOOK}?((?=\\S)${PERIOD})的?义务`, "义务 $1"),
  whole(`(?:我们|本?支部)*(有|没有|没)(${CONDITION})`, "义务 $1$2"),
  // 主题党日已线下完成, 线下完成主题党日 11月20日
  whole("([^,，。\\s]{2,16}?)(?:已经?线下(?:完成|办过?|开过?)|线下完成)了?", "已线下完成 $1"),
  whole("(?:已经?线下(?:办过?|开过?)|已经线下完成|线下完成)了?\\s*(.+)", "已线下完成 $1"),
  // 取消计划1, 取消组织生活会的计划, 把计划1改到12月22日, 计划2办了 15人, 查看计划
  whole("(?:取消|删除|删掉|去掉|撤销|不要)计划\\s*(\\S.*)?", "计划 取消 $1"),
  whole("(?:取消|删除|删掉|去掉)([^,，。\\s]{2,12}?)的?计划", "计划 取消 $1"),
  whole(
    "(?:把|将)?计划\\s*(\\d+)\\s*(?:已经?)?(?:办|办完|开|搞|完成)了\\s*(.*)|计划\\s*(\\d+)\\s*已(?:经)?办\\s*(.*)",
    "已办 $1$3 $2$4",
  ),
  whole("(?:把|将)计划(.+)", "计划$1"),
  whole("(?:修改|更改|改)计划\\s*(\\d+)\\s*(.+)", "计划 改 $1 $2"),
  whole(`(?:${LOOK}|所有|全部|有哪些|接下来的|还有哪些)计划`, "计划"),
  // 下周一谁领学, 跳过本周的领学, 停止领学
  whole("(?:今天|[这本下上]周一?|周一|下次|该|轮到|现在)*(?:轮到)?谁来?领学(?:了|呢)?", "领学"),
  whole("跳过([本这下]周)的?领学", "领学 跳过$1"),
  whole("(停止|停掉|取消|不排|不再排)领学(?:名单)?(?:了|吧)*", "领学 $1"),
  // 画图, 义务的图
  whole(`(?:${LOOK}|画|发)(?:一?[张个])?图`, "图"),
  whole("(?:画|看)?(?:(义务)|各?(月))的?图", "图 $1$2"),
];

/** Most messages hold none of these words. */
const HINT = /周报|提醒|义务|计划|领学|线下|图$|^空周|再?说吧?$|^(?:我们|本?支部)*[有没]/;
const LONGEST = 40;

function whole(said: string, meant: string): readonly [RegExp, string] {
  return [new RegExp(`^${POLITE}(?:${said})$`, "u"), meant];
}

/** The words of a command with its name in front, where they were said in another order; else as they are. */
export function nameFirst(words: string): string {
  if (words.length > LONGEST || !HINT.test(words)) return words;
  for (const [said, meant] of SPOKEN) {
    if (said.test(words)) return words.replace(said, meant).trim();
  }
  return words;
}
