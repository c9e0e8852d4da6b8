import { z } from "zod";
import { type Auth, addressHeader } from "#lib/accounts/auth.ts";
import type { Client } from "#lib/network/clients.ts";
import { Refusal, type RefusalCode } from "#lib/refusal.ts";

type Through = {
  input: object;
  client: Pick<Client, "address">;
  /** Where better-auth hears it, when that is not where we do. */
  path?: string;
};

/**
 * Lets better-auth answer a request whose body we have checked. Returns the cookies to set; its own answer, which holds
 * the session's token, stays here. Whatever it refuses is a refusal of ours.
 */
export async function passDoor(
  auth: Auth,
  { url, headers }: Request,
  { input, client, path }: Through,
): Promise<string[]> {
  const forwarded = new Headers(headers);
  forwarded.set(addressHeader, client.address);
  for (const name of ["content-length", "transfer-encoding"]) forwarded.delete(name);
  forwarded.set("content-type", "application/json");
  const response = await auth.handler(
    new Request(path ? new URL(`/api/auth${path}`, url) : url, {
      method: "POST",
      headers: forwarded,
      body: JSON.stringify(input),
    }),
  );
  if (!response.ok) throw await readRefusal(response);
  return response.headers.getSetCookie();
}

const said = z.object({ code: z.string() });
const known: Record<string, [code: RefusalCode, field?: string]> = {
  INVALID_EMAIL_OR_PASSWORD: ["wrong_credentials"],
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: ["email_taken", "email"],
  USER_ALREADY_EXISTS: ["email_taken", "email"],
  // The only reason left by then: another request took the address in the same moment.
  FAILED_TO_CREATE_USER: ["email_taken", "email"],
  UNAUTHORIZED: ["not_signed_in"],
  SESSION_EXPIRED: ["not_signed_in"],
  INVALID_EMAIL: ["invalid_body", "email"],
  PASSWORD_TOO_SHORT: ["invalid_body", "password"],
  PASSWORD_TOO_LONG: ["invalid_body", "password"],
};

async function readRefusal(response: Response): Promise<Error> {
  const { data } = said.safeParse(await response.json().catch(() => null));
  const [code, field] = known[data?.code ?? ""] ?? [];
  if (code) return new Refusal(code, field ? { field } : {});
  if (response.status === 401) return new Refusal("not_signed_in");
  if (response.status >= 400 && response.status < 500) return new Refusal("invalid_body");
  return new Error(`better-auth answered ${response.status} ${data?.code}`);
}
