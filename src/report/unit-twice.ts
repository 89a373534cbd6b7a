/** A number as it is displayed, and the unit behind it: 24次, 约15人次, 20余件, 126.6万元. */
const NUMBER = /^((?:约|至少)?[\d.,]+余?)([^\d余]+)$/;
/** Words that begin like a unit: 次数, 人均, 个人. */
const WORDS = /^(?:次[数日]|人[均员数民才物]|个[人体别]|件数|元旦|名[称单])/;

/** A number without its unit where the template says the unit itself: `{{集中学习}}次` is 24次. */
export function withoutUnitTwice(number: string, following: string): string {
  const [, bare, unit] = NUMBER.exec(number) ?? [];
  if (bare === undefined || unit === undefined) return number;
  return following.startsWith(unit) && !WORDS.test(following) ? bare : number;
}
