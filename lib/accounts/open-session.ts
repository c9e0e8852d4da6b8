import { randomBytes } from "node:crypto";
import { sessionDays } from "#lib/accounts/auth.ts";
import { deviceOf } from "#lib/accounts/device.ts";
import type { Transaction } from "#lib/accounts/mailed-codes.ts";
import type { Uses } from "#lib/container.ts";
import type { Client } from "#lib/network/clients.ts";

/** Opens a session as better-auth does, under a token that nobody had before. Returns the token. */
export async function openSession(
  tx: Transaction,
  userId: string,
  { headers, client }: { headers: Headers; client: Client },
): Promise<string> {
  const token = randomBytes(24).toString("base64url");
  await tx.$executeRaw`
    INSERT INTO session (id, token, user_id, expires_at, ip_address, user_agent, device, updated_at) VALUES (gen_random_uuid(), ${token}, ${userId}::uuid,
      now() + ${sessionDays} * interval '1 day', ${client.address}, ${headers.get("user-agent") ?? ""}, ${deviceOf(headers)}, now())`;
  return token;
}

/** The Set-Cookie line that hands a session to a browser. */
export function sessionCookie({ env, sessions }: Uses<"env" | "sessions">, token: string): string {
  const secure = env.PUBLIC_URL.startsWith("https:") ? "; Secure" : "";
  return `${sessions.cookieFor(token)}; Max-Age=${sessionDays * 86_400}; Path=/; HttpOnly${secure}; SameSite=Lax`;
}
