import { leaveFor } from "#components/forms/leave-for.ts";
import { signedIn } from "#lib/accounts/schema.ts";

/** To where somebody was going, by way of the second step where the server asks for one. */
export function leaveSignedIn(answer: unknown, next: string): Promise<never> {
  const { data } = signedIn.safeParse(answer);
  return leaveFor(data?.factorNeeded ? `/sign-in/factor?${new URLSearchParams({ next })}` : next);
}
