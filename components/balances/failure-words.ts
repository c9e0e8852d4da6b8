/** The reasons of a failed charge that we have words for; a rail may say others. */
const known = [
  "insufficient_funds",
  "expired_card",
  "authentication_required",
  "nothing_kept",
  "transfer_missing",
] as const;

export type FailureName = (typeof known)[number] | "declined";

export function failureName(failure: string | null): FailureName {
  return known.find((name) => name === failure) ?? "declined";
}
