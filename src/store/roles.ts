import type { Role } from "./schema.ts";

/** Who looks after an organisation. */
export const OFFICERS: readonly Role[] = ["secretary", "admin"];

export function isOfficer(role: Role): boolean {
  return OFFICERS.includes(role);
}
