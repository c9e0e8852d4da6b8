import type { Container } from "#lib/container.ts";
import { takesMoney } from "#lib/shop/readiness.ts";

/** What the server's own settings connect the shop with: the ways to pay, and the mail server. */
export async function readConnections({ env, rails }: Pick<Container, "env" | "rails">) {
  return {
    payments: { rails: await rails.offered(), takesMoney: takesMoney(env) },
    mail: { smtpHost: env.SMTP_URL ? new URL(env.SMTP_URL).hostname : null, sender: env.MAIL_FROM },
  };
}
