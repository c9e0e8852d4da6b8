import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Owner } from "#lib/accounts/gate.ts";
import { findReader } from "#lib/accounts/keep-reader.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import type { MailTrialView } from "#lib/notices/schema.ts";
import { writeMail } from "#lib/notices/write-mail.ts";
import { Refusal } from "#lib/refusal.ts";

/** Less than a whole request may take. */
const patience = 7000;

/**
 * Sends the owner a mail at once, as every other mail leaves, and returns what the mail server answered to it. Refuses with
 * mail_not_set_up or rate_limited.
 */
export async function tryMail(
  app: Uses<"db" | "env" | "limits" | "mailer" | "shop">,
  owner: Owner,
): Promise<MailTrialView> {
  const { db, env, limits, mailer, shop } = app;
  limits.spend("trials", owner.id);
  if (!mailer) throw new Refusal("mail_not_set_up");
  const { name } = await shop.read();
  const facts = { shop: name, link: `${env.PUBLIC_URL}/settings` };
  const mail = await writeMail(app, { kind: "mailTrial", facts, ...(await findReader(app, owner)) });
  const messageId = `<${randomUUID()}@${new URL(env.PUBLIC_URL).hostname}>`;
  const sending = mailer.send({ to: owner.email, messageId, threadId: null, mail }).then(
    (said) => ({ hasWorked: true, said }),
    (error: unknown) => ({ hasWorked: false, said: wordsOf(error) }),
  );
  const trial = await Promise.race([sending, giveUp()]);
  await recordAct(db, {
    actorId: owner.id,
    action: "mail.tried",
    subject: "mail",
    after: { to: owner.email, ...trial },
  });
  return { to: owner.email, ...trial };
}

/** What the server said no with; what did not get so far says so by itself. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  const said = "response" in error && typeof error.response === "string" ? error.response : error.message;
  return said.slice(0, 300);
}

async function giveUp() {
  await sleep(patience, undefined, { ref: false });
  return { hasWorked: false, said: `no answer within ${patience / 1000} s` };
}
