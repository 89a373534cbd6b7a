/** Does something as on a machine of this time zone. */
export function inZone<T>(zone: string, work: () => T): T {
  const { TZ: own } = process.env;
  Object.assign(process.env, { TZ: zone });
  try {
    return work();
  } finally {
    if (own === undefined) Reflect.deleteProperty(process.env, "TZ");
    else Object.assign(process.env, { TZ: own });
  }
}
