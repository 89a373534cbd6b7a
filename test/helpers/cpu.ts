/** The processor time that work takes in this process, in milliseconds: what else runs on the machine counts little. */
function cpuMs(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** The fastest of several times: a collection of garbage that others left is not the work's own. */
export function fastestMs(times: number, work: () => unknown): number {
  return Math.min(...Array.from({ length: times }, () => cpuMs(work)));
}
