import type { MethodView } from "#lib/payments/schema.ts";

/** "Visa •• 4242"; null when the provider did not tell what it is. */
export function methodName({ label }: Pick<MethodView, "label">): string | null {
  return label?.replace("**", "••") ?? null;
}
