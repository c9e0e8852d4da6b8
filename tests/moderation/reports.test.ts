import { randomUUID } from "node:crypto";
import { unzipSync } from "fflate";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ownTalk, reportDone, silenceView } from "#lib/moderation/schema.ts";
import { kinds } from "#lib/notices/kinds.ts";
import { mailHtml } from "#lib/notices/mail-html.ts";
import { sayFor } from "#lib/notices/say.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { openLine, say } from "#tests/support/sockets.ts";
import { soon } from "#tests/support/soon.ts";
import { bodies, openTalk, saidAnswer, type Talk } from "./stage.ts";

let app: App;
let talk: Talk;

beforeAll(async () => {
  app = await startApp();
});
afterEach(() => talk.close());
afterAll(() => app.stop());

const nasty = `=HYPERLINK("http://evil.example","x") <img src=x onerror=alert(1)> {{7*7}} \${7*7} '; DROP TABLE chat_report; --`;

describe("a report", () => {
  it("of several people is one case, each of them counts once, and who reported hears how it ended", async () => {
    talk = await openTalk(app);
    const { data } = saidAnswer.parse(await talk.say(talk.writer, "you are all fools"));
    const proven = await app.person("viewer");
    await app.db.user.update({ where: { id: proven.id }, data: { emailVerified: true } });
    const guest = await app.person("guest");
    const report = (cookie: string, reason = "insult") =>
      talk.act("POST", `/chat/${data.id}/reports`, { reason }, cookie);
    const first = reportDone.parse((await report(proven.cookie)).body);
    expect(reportDone.parse((await report(proven.cookie, "spam")).body)).toEqual(first);
    expect((await report(guest.cookie, "spam")).status).toBe(201);
    expect((await report(talk.person.cookie)).status).toBe(403);
    expect((await report(guest.cookie, "because")).status).toBe(422);
    const { cases, waiting } = await talk.desk();
    expect(waiting.cases).toBe(1);
    expect(cases).toMatchObject([{ kind: "report", reports: 2, line: { body: "you are all fools", removed: false } }]);
    expect(cases[0]?.reasons.toSorted()).toEqual(["insult", "spam"]);
    const due = Date.parse(cases[0]?.dueAt ?? "") - Date.parse(cases[0]?.openedAt ?? "");
    expect(Math.round(due / 3_600_000)).toBe(24);
    const answer = { outcome: "silenced", reason: "insult", minutes: 10, statement: nasty };
    expect((await talk.act("PUT", `/cases/${cases[0]?.id}`, answer)).status).toBe(200);
    await expect.poll(() => bodies(talk.reader), soon).toEqual([]);
    expect(await talk.say(talk.writer, "me again")).toMatchObject({
      code: "chat_silenced",
      detail: { reason: "insult" },
    });
    for (const { cookie } of [proven, guest])
      expect((await ownOf(cookie)).reports).toMatchObject([{ outcome: "silenced", statement: nasty }]);
    const notices = await app.db.notice.findMany({ where: { kind: "talkAnswered" } });
    expect(notices.map(({ userId }) => userId)).toEqual([proven.id]);
    const say = sayFor({ locale: "en", timeZone: "UTC" });
    const html = mailHtml(kinds.talkAnswered.write(notices[0]?.facts, say), say, { shop: "Kite & Sons", footer: "" });
    expect(html).toContain("DROP TABLE");
    expect(html).not.toContain("<img src=x");
    const { "reports.csv": csv, "reports.json": json } = await exportOf(guest.cookie);
    expect(csv).toContain("'=HYPERLINK");
    expect(JSON.parse(json ?? "")).toMatchObject([{ reason: "spam", statement: nasty }]);
    expect((await talk.act("PUT", `/cases/${cases[0]?.id}`, answer)).body).toMatchObject({
      code: "talk_acted",
      by: "The host",
    });
    expect(
      await app.db.auditLog.count({ where: { subject: `show:${talk.showId}`, action: "chat.report_answered" } }),
    ).toBe(1);
  });

  it("may be dismissed, and is no way to see what was removed or is of another show", async () => {
    talk = await openTalk(app);
    const { data } = saidAnswer.parse(await talk.say(talk.writer, "a fair question"));
    const { cookie } = await app.person("viewer");
    await talk.act("POST", `/chat/${data.id}/reports`, { reason: "other" }, cookie);
    const [open] = (await talk.desk()).cases;
    expect((await talk.act("PUT", `/cases/${open?.id}`, { outcome: "lifted" })).status).toBe(422);
    expect((await talk.act("PUT", `/cases/${open?.id}`, { outcome: "dismissed" })).status).toBe(200);
    await expect.poll(() => bodies(talk.reader), soon).toEqual(["a fair question"]);
    await talk.act("POST", `/chat/${data.id}/reports`, { reason: "other" }, cookie);
    expect((await talk.desk()).cases).toEqual([]);
    await talk.act("PUT", `/chat/${data.id}/removal`, { removed: true });
    const late = await app.person("viewer");
    expect((await talk.act("POST", `/chat/${data.id}/reports`, { reason: "other" }, late.cookie)).status).toBe(404);
    const elsewhere = await app.http("POST", `/api/shows/${randomUUID()}/chat/${data.id}/reports`, {
      ...{ cookie, body: { reason: "spam" } },
    });
    expect(elsewhere.status).toBe(404);
  });

  it("may be made so often and not more", async () => {
    talk = await openTalk(app);
    const { cookie } = await app.person("guest");
    const tries = Array.from({ length: 12 }, () =>
      talk.act("POST", `/chat/${randomUUID()}/reports`, { reason: "spam" }, cookie),
    );
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 429)).toHaveLength(2);
  });
});

it("who is silenced reads why and until when, objects once, and hears the answer", async () => {
  talk = await openTalk(app);
  const { data } = saidAnswer.parse(await talk.say(talk.writer, "come to my shop"));
  await app.db.user.update({ where: { id: talk.person.id }, data: { emailVerified: true } });
  const made = await talk.act("POST", "/silences", { lineId: data.id, minutes: 60, reason: "spam" });
  const { id } = silenceView.parse(made.body);
  const { cookie } = talk.person;
  expect((await ownOf(cookie)).silences).toMatchObject([
    { id, reason: "spam", said: "come to my shop", lifted: false, appeal: null },
  ]);
  const appeal = (by: string, plea: string) =>
    app.http("POST", `/api/me/silences/${id}/appeal`, { cookie: by, body: { plea } });
  expect((await appeal((await app.person("viewer")).cookie, "not mine")).status).toBe(404);
  expect((await appeal(cookie, "")).status).toBe(422);
  expect((await appeal(cookie, nasty)).status).toBe(201);
  expect((await appeal(cookie, "again")).body).toMatchObject({ code: "appeal_made" });
  const [open] = (await talk.desk()).cases;
  expect(open).toMatchObject({ kind: "appeal", plea: nasty, silence: { id, reason: "spam" } });
  expect((await talk.act("PUT", `/cases/${open?.id}`, { outcome: "removed" })).status).toBe(422);
  expect((await talk.act("PUT", `/cases/${open?.id}`, { outcome: "lifted", statement: "You are right." })).status).toBe(
    200,
  );
  // Whose address is proven is signed in anew.
  const again = await talk.enter(cookie);
  expect(await talk.say(again, "thank you")).toMatchObject({ ok: true });
  expect((await ownOf(cookie)).silences).toMatchObject([
    { lifted: true, appeal: { outcome: "lifted", statement: "You are right." } },
  ]);
  expect(await app.db.notice.count({ where: { kind: "talkAnswered", userId: talk.person.id } })).toBe(1);
  expect((await appeal(cookie, "over")).body).toMatchObject({ code: "silence_over" });
});

it("a whisper reaches those who keep the chat, and leaves no trace on a viewer's wire, in HTTP or in an export", async () => {
  talk = await openTalk(app);
  const secret = `between us ${randomUUID()}`;
  const heard: string[] = [];
  talk.reader.onAny((...args: unknown[]) => heard.push(JSON.stringify(args)));
  const raw: string[] = [];
  talk.reader.io.engine.on("data", (packet: unknown) => raw.push(String(packet)));
  const keeper = await talk.enter(talk.host.cookie);
  expect(await say(keeper, "watchTalk", { showId: talk.showId })).toMatchObject({ ok: true });
  const moved: unknown[] = [];
  keeper.on("talk", (news) => moved.push(news));
  expect((await talk.act("POST", "/whispers", { body: secret })).status).toBe(201);
  expect(await talk.say(keeper, `/w ${secret}`)).toEqual({ ok: true, data: { whispered: true } });
  expect(await talk.say(keeper, "/w")).toMatchObject({ ok: false });
  await expect.poll(() => moved.length, soon).toBeGreaterThan(1);
  expect(moved[0]).toEqual({ showId: talk.showId });
  expect((await talk.desk()).whispers.map(({ body }) => body)).toEqual([secret, secret]);
  expect(await say(talk.writer, "watchTalk", { showId: talk.showId })).toMatchObject({ ok: false });
  expect((await talk.act("POST", "/whispers", { body: "me too" }, talk.person.cookie)).status).toBe(403);
  await talk.say(talk.writer, "a public line");
  await expect.poll(() => raw.join("").includes("a public line"), soon).toBe(true);
  const late = await openLine(app.url);
  await say(late, "join", { showId: talk.showId });
  const paths = ["/snapshot", "", "/replay", "/talk"].map((path) => `/api/shows/${talk.showId}${path}`);
  const answers = await Promise.all(
    [...paths, "/api/me/moderation"].map((path) => app.http("GET", path, { cookie: talk.person.cookie })),
  );
  late.disconnect();
  for (const text of [
    heard.join(),
    raw.join(),
    JSON.stringify(late.rooms),
    JSON.stringify(answers.map(({ body }) => body)),
    JSON.stringify(await exportOf(talk.person.cookie)),
  ])
    expect(text).not.toContain(secret);
  expect((await exportOf(talk.host.cookie))["whispers.json"]).toContain(secret);
  expect(await app.db.chatMessage.count({ where: { showId: talk.showId } })).toBe(1);
});

/** The files of somebody's own data. */
async function exportOf(cookie: string): Promise<Record<string, string>> {
  const answer = await fetch(`${app.url}/api/me/export`, { headers: { cookie } });
  const files = unzipSync(new Uint8Array(await answer.arrayBuffer()));
  return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, new TextDecoder().decode(bytes)]));
}

async function ownOf(cookie: string) {
  return ownTalk.parse((await app.http("GET", "/api/me/moderation", { cookie })).body);
}
