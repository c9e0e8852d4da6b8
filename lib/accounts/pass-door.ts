import { z } from "zod";
import { type Auth, addressHeader } from "#lib/accounts/auth.ts";
import { Refusal, type RefusalCode } from "#lib/refusal.ts";

/**
 * Lets better-auth answer a request whose body we have checked. Returns the cookies to set; its own answer, which holds
 * the session's token, stays here. Refuses with wrong_credentials or email_taken.
 */
export async function passDoor(
  auth: Auth,
  { url, headers }: Request,
  { input, address }: { input: object; address: string },
): Promise<string[]> {
  const forwarded = new Headers(headers);
  forwarded.set(addressHeader, address);
  for (const name of ["content-length", "transfer-encoding"]) forwarded.delete(name);
  forwarded.set("content-type", "application/json");
  const response = await auth.handler(
    new Request(url, { method: "POST", headers: forwarded, body: JSON.stringify(input) }),
  );
  if (!response.ok) throw await readRefusal(response);
  return response.headers.getSetCookie();
}

const said = z.object({ code: z.string() });
const known: Record<string, RefusalCode> = {
  INVALID_EMAIL_OR_PASSWORD: "wrong_credentials",
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: "email_taken",
};

async function readRefusal(response: Response): Promise<Error> {
  const { data } = said.safeParse(await response.json().catch(() => null));
  const code = known[data?.code ?? ""];
  if (!code) return new Error(`better-auth answered ${response.status} ${data?.code}`);
  return new Refusal(code, code === "email_taken" ? { field: "email" } : {});
}
