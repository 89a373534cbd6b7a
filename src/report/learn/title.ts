const COLLECTED = /(?:精选|通用|合集|集锦|范文|汇总|大全|推荐)$/;
const GENRE = /(?:总结|述职报告|设想|计划|讲话稿|发言稿|演讲稿|汇报材料|事迹材料)$/;

/** 驻村工作总结6篇 as the title of a collection tells how many texts follow; nobody wrote them this year. */
export function isOfTitle(s: string, start: number, after: number): boolean {
  const from = s.lastIndexOf("\n", start - 1) + 1;
  if (start - from > 40 || !/^[)\]】]?(?:\n|$)/.test(s.slice(after, after + 2))) return false;
  const before = s.slice(from, start);
  return (
    COLLECTED.test(before) ||
    (GENRE.test(before) && before.length > 6 && !/[，。；：、,:;]|撰写|上报|报送|提交|完成/.test(before))
  );
}
