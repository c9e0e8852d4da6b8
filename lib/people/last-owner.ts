import { isCheckViolation } from "#lib/db.ts";
import { Refusal } from "#lib/refusal.ts";

/** The database keeps the last owner, whoever was quicker; here its no becomes one of ours. */
export function asLastOwner(error: unknown): never {
  throw isCheckViolation(error, "user_owner_left") ? new Refusal("last_owner") : error;
}
