/** Whether something is put off to a day to come: 支委会改到明天. */
export function isPutOff(text: string): boolean {
  return /(?:改|挪|调)(?:期|时间)?(?:到|在|至)\s*(?:明|后天|今晚|下个?(?:周|月|星期|礼拜|季度))/.test(text);
}
