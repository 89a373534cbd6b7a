/** The processor time that work takes in this process, in milliseconds: what else runs on the machine counts little. */
export function cpuMs(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
