import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { z } from "zod";
import { hashPassword } from "#lib/accounts/password.ts";
import { actor } from "#lib/accounts/schema.ts";
import { preorderReceipt } from "#lib/preorders/schema.ts";
import type { App } from "#tests/support/app.ts";
import { cookieFrom } from "#tests/support/http.ts";

const ticketAnswer = z.object({ ticket: z.string() });
const facts = z.object({ code: z.string() });

export const password = "a password of my own";
let hashed: Promise<string> | undefined;

/** What the tests of accounts do as people do it: ask for codes, read mails, order. */
export function mailboxesOf(app: App) {
  async function ask(email: string, purpose: "signIn" | "orders" = "signIn", cookie?: string) {
    const answer = await app.http("POST", "/api/auth/code", {
      body: { email, purpose },
      ...(cookie ? { cookie } : {}),
    });
    expect(answer.status, answer.text).toBe(200);
    const { ticket } = ticketAnswer.parse(answer.body);
    return { ticket, code: await codeOf(ticket) };
  }

  async function codeOf(ticket: string): Promise<string> {
    const notice = await app.db.notice.findUniqueOrThrow({ where: { key: `mailedCode:${ticket}` } });
    return facts.parse(notice.facts).code;
  }

  const enter = (answer: object, cookie?: string) =>
    app.http("POST", "/api/auth/sign-in/code", { body: answer, ...(cookie ? { cookie } : {}) });
  const find = (answer: object, cookie?: string) =>
    app.http("POST", "/api/auth/orders", { body: answer, ...(cookie ? { cookie } : {}) });

  /** An account with a password and a session. */
  async function account(email: string, { proven = true } = {}) {
    hashed ??= hashPassword(password);
    const { id } = await app.db.user.create({
      data: { name: "Somebody", email, role: "viewer", emailVerified: proven },
    });
    await app.db.account.create({
      data: { userId: id, accountId: id, providerId: "credential", password: await hashed },
    });
    return { id, email, cookie: await app.signIn(email) };
  }

  async function guest() {
    const cookie = cookieFrom(await app.http("POST", "/api/auth/sign-in/anonymous", { body: {} }));
    return { cookie, id: (await who(cookie)).id };
  }

  async function who(cookie: string) {
    return actor.parse((await app.http("GET", "/api/me", { cookie })).body);
  }

  async function order(cookie: string, editionId: string, contact?: string) {
    const answer = await app.http("POST", "/api/preorders", {
      cookie,
      key: randomUUID(),
      body: { editionId, ...(contact ? { contact } : {}) },
    });
    expect(answer.status, answer.text).toBe(201);
    return preorderReceipt.parse(answer.body).id;
  }

  async function pay(cookie: string, id: string) {
    const answer = await app.http("POST", `/api/preorders/${id}/deposit`, { cookie, body: {} });
    expect(answer.status, answer.text).toBe(200);
  }

  const ownerOf = async (id: string) => (await app.db.preorder.findUniqueOrThrow({ where: { id } })).userId;

  return { ask, codeOf, enter, find, account, guest, who, order, pay, ownerOf };
}

export const fresh = () => `someone-${randomUUID()}@example.com`;

/** The same code with another last digit. */
export const wrong = ({ ticket, code }: { ticket: string; code: string }) => ({
  ticket,
  code: `${code.slice(0, 5)}${(Number(code[5]) + 1) % 10}`,
});
