/** Lets a test wait for something to become true instead of for time to pass. */
export function conditions() {
  const watchers = new Set<() => void>();
  return {
    until(holds: () => boolean): Promise<void> {
      if (holds()) return Promise.resolve();
      return new Promise((resolve) => {
        const look = () => {
          if (!holds()) return;
          watchers.delete(look);
          resolve();
        };
        watchers.add(look);
      });
    },
    changed() {
      for (const look of [...watchers]) look();
    },
  };
}
