import { isAPIError } from "better-auth/api";
import type { Auth } from "#lib/accounts/auth.ts";
import { Refusal, type RefusalCode } from "#lib/refusal.ts";

/**
 * Lets better-auth answer a request whose body we have checked. Returns the cookies to set; its own answer, which holds
 * the session's token, stays here. Refuses with wrong_credentials or email_taken.
 */
export async function passDoor(auth: Auth, { url, headers }: Request, input: object): Promise<string[]> {
  const forwarded = new Headers(headers);
  forwarded.delete("content-length");
  forwarded.set("content-type", "application/json");
  const request = new Request(url, { method: "POST", headers: forwarded, body: JSON.stringify(input) });
  const response = await auth.handler(request).catch((error: unknown) => {
    throw asRefusal(error);
  });
  if (!response.ok) throw new Error(`better-auth answered ${response.status}`);
  return response.headers.getSetCookie();
}

const known: Record<string, RefusalCode> = {
  INVALID_EMAIL_OR_PASSWORD: "wrong_credentials",
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: "email_taken",
};

function asRefusal(error: unknown): unknown {
  const code = isAPIError(error) ? known[error.body?.code ?? ""] : undefined;
  return code ? new Refusal(code, code === "email_taken" ? { field: "email" } : {}) : error;
}
