import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { type Role, role as roleSchema } from "#lib/accounts/schema.ts";
import { basketReceipt } from "#lib/baskets/schema.ts";
import { productView } from "#lib/catalog/schema.ts";
import { clientEvents } from "#lib/live/contract.ts";
import { notify } from "#lib/notices/notify.ts";
import { preorderReceipt } from "#lib/preorders/schema.ts";
import { type Access, readAccessTable } from "#tests/api/access-table.ts";
import { listen } from "#tests/media/listen.ts";
import { startBroadcast } from "#tests/recordings/broadcast.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { drawLogo } from "#tests/support/draw-logo.ts";
import type { Person } from "#tests/support/fixtures.ts";
import type { Call } from "#tests/support/http.ts";
import { openLine, say } from "#tests/support/sockets.ts";
import { soon } from "#tests/support/soon.ts";

let app: App;
let elsewhere: Awaited<ReturnType<typeof listen>>;

beforeAll(async () => {
  elsewhere = await serveStream();
  // Rights hang on no ffmpeg: any program that is there stands in for it, and says no when it is started.
  const settings = { FFMPEG_PATH: process.execPath, ALLOW_PRIVATE_ADDRESSES: "true" };
  app = await startApp({ MANUAL_TRANSFER_INSTRUCTIONS: "Send it to the bank", ...settings });
});

afterAll(async () => {
  await app.stop();
  elsewhere.close();
});

const table = readAccessTable();
const document = z.object({
  paths: z.record(z.string(), z.record(z.string(), z.object({ "x-access": z.string() }))),
});

test("every route of the API document and every socket event stands in the table, and nothing else does", async () => {
  const { paths } = document.parse((await app.http("GET", "/api/openapi.json")).body);
  const routes = Object.entries(paths).flatMap(([path, verbs]) =>
    Object.keys(verbs).map((verb) => `${verb.toUpperCase()} ${path}`),
  );
  const events = Object.keys(clientEvents).map((name) => `SOCKET ${name}`);
  expect(table.map(({ route }) => route).toSorted()).toEqual([...routes, ...events].toSorted());
});

test("the document says of every route who it is for, as the table does", async () => {
  const { paths } = document.parse((await app.http("GET", "/api/openapi.json")).body);
  for (const { route, cells } of table.filter(({ route: name }) => !name.startsWith("SOCKET"))) {
    const [verb = "", path = ""] = route.split(" ");
    const access = paths[path]?.[verb.toLowerCase()]?.["x-access"] ?? "";
    expect(kindOf(cells), `${route} is for ${access}`).toContain(access);
  }
});

test("every role gets of every route and every socket event what the table says", { timeout: 180_000 }, async () => {
  const stage = await setStage();
  const found: Access[] = [];
  for (const { route, cells } of table) {
    const answers = new Map<string, string>();
    for (const role of cells.keys()) answers.set(role, await ask(route, role, stage));
    found.push({ route, cells: answers });
  }
  expect(print(found)).toEqual(print(table));
});

/** The words of the document that fit a row. */
function kindOf(cells: Map<string, string>): string[] {
  const may = (role: string) => /^(2|ok)/.test(cells.get(role) ?? "");
  if (cells.get("nobody") === cells.get("guest")) return ["anyone"];
  const [guest, viewer, own] = [cells.get("guest"), cells.get("viewer"), cells.get("own")];
  // A guest has no address and no password.
  if (may("guest") || (guest === "403" && viewer !== "403" && viewer === own)) return ["signed-in"];
  if (!may("own")) return [may("finance") ? "money-reader" : cells.get("ops") === "403" ? "owner" : "operator"];
  if (may("owner") && may("host")) return [may("producer") ? "deskhand" : "host"];
  if (may("moderator")) return ["talk-of-show"];
  if (may("producer")) return ["desk-of-show", "desk-of-drop", "desk-of-edition"];
  return cells.get("viewer") === "404"
    ? ["buyer-of-order"]
    : ["host-of-show", "host-of-product", "host-of-edition", "host-of-drop", "host-of-collection", "host"];
}

type Stage = Awaited<ReturnType<typeof setStage>>;

/** A show, a product and an edition of one host, and a person of every role who owns none of them. */
async function setStage() {
  const owner = await app.person("host");
  const thing = await app.openEdition({ perPersonLimit: 1000 }, owner.email);
  const people = new Map<string, Person>();
  for (const role of roleSchema.options) people.set(role, await app.person(role));
  const known = await app.person("viewer");
  return { owner, people, thing, known, recordedId: await recordedShowOf(owner) };
}

/** A show of somebody in which nothing happened. */
async function quietShow(host: Person, status: "DRAFT" | "SCHEDULED" | "CANCELLED" = "SCHEDULED") {
  const data = { slug: unique(), title: "Quiet", hostId: host.id, status, startsAt: new Date("2030-01-01") };
  return (await app.db.show.create({ data, select: { id: true } })).id;
}

async function collectionOf(host: Person) {
  const data = { slug: unique(), name: "Together", ownerId: host.id };
  return (await app.db.collection.create({ data, select: { id: true } })).id;
}

async function ask(route: string, role: string, stage: Stage): Promise<string> {
  const [verb = "", address = ""] = route.split(" ");
  const buys = /^\/api\/(preorders|baskets|line|payments\/methods|me\/sessions|me\/factors|me\/addresses)\//.test(
    address,
  );
  const owner = buys ? await app.person("viewer") : stage.owner;
  const cookie = role === "own" ? owner.cookie : stage.people.get(role)?.cookie;
  if (verb === "SOCKET") return hear(address, cookie, stage);
  const { path, ...call } = await requestFor(route, stage, owner);
  return String((await app.http(verb, path, { ...call, cookie: await sessionFor(route, role, cookie) })).status);
}

const home = {
  ...{ name: "Jo Doe", phone: "+49 30 901820", country: "DE" },
  ...{ street: "Hafenweg 1", postcode: "10115", locality: "Berlin" },
};

async function addressOf({ id: userId }: Person): Promise<string> {
  return (await app.db.savedAddress.create({ data: { userId, ...home } })).id;
}

const pollBody = { kind: "vote", title: "Which?", choices: ["This", "That"] };

const codeOfNobody = () => ({ ticket: randomUUID(), code: "000000" });

async function lineIn(showId: string, { id: userId, name }: Person): Promise<string> {
  const data = { id: randomUUID(), showId, userId, name, role: "viewer" as const, body: unique() };
  return (await app.db.chatMessage.create({ data })).id;
}

async function questionIn(showId: string, { id: userId, name }: Person): Promise<string> {
  const data = { id: randomUUID(), showId, userId, name, role: "viewer" as const, body: unique(), marks: [] };
  return (await app.db.question.create({ data })).id;
}

const segment = { kind: "talk", title: "Welcome", seconds: 60 } as const;

async function runOf(id: string): Promise<number> {
  return (await app.db.show.findUniqueOrThrow({ where: { id } })).runVersion;
}

async function segmentIn(showId: string): Promise<string> {
  return (await app.db.segment.create({ data: { ...segment, showId, position: 1 } })).id;
}

async function claimIn(showId: string): Promise<string> {
  return (await app.db.claim.create({ data: { id: randomUUID(), showId, claim: unique(), truth: "Not so" } })).id;
}

async function silenceIn(showId: string, { id: userId, name }: Person, { id: byId }: Person): Promise<string> {
  const data = { showId, userId, name, said: "Buy elsewhere", reason: "spam", byId };
  return (await app.db.chatSilence.create({ data })).id;
}

/** A poll of a show in which no other is open. */
async function pollIn(showId: string, status: "PREPARED" | "OPEN" | "CLOSED" = "PREPARED"): Promise<string> {
  await app.db.poll.updateMany({ where: { showId, status: "OPEN" }, data: { status: "CLOSED", closedAt: new Date() } });
  const moments = {
    ...(status !== "PREPARED" && { openedAt: new Date() }),
    ...(status === "CLOSED" && { closedAt: new Date() }),
  };
  const asked = { kind: "vote" as const, title: "Which?", choices: ["This", "That"], votes: [0, 0] };
  return (await app.db.poll.create({ data: { showId, status, ...moments, ...asked } })).id;
}

async function momentIn(showId: string): Promise<string> {
  return (await app.db.moment.create({ data: { showId, kind: "manual", text: "Thank you" } })).id;
}

/** A session that may end: signing out with the one all other rows use would end those too. */
async function sessionFor(route: string, role: string, cookie: string | undefined) {
  if (!/\/sign-out(-everywhere)?$/.test(route) || !cookie) return cookie;
  const known: Role = roleSchema.options.find((option) => option === role) ?? "host";
  return (await app.person(known)).cookie;
}

async function requestFor(route: string, stage: Stage, owner: Person): Promise<Call & { path: string }> {
  const { thing, known, recordedId } = stage;
  const credentials = { email: known.email, password: "not the password" };
  const show = (path = "") => `/api/shows/${thing.showId}${path}`;
  const requests: Record<string, () => Promise<Call & { path: string }> | (Call & { path: string })> = {
    "PUT /api/me/reader": () => ({ path: "/api/me/reader", body: { locale: "en", timeZone: "UTC" } }),
    // Another account each time: the guesses at one are counted.
    "POST /api/auth/sign-in/email": async () => ({
      path: "/api/auth/sign-in/email",
      body: { ...credentials, email: (await app.person("viewer")).email },
    }),
    "POST /api/auth/sign-up/email": () => ({
      path: "/api/auth/sign-up/email",
      body: { name: "N", ...credentials, password: "password12" },
    }),
    "POST /api/auth/sign-out-everywhere": () => ({ path: "/api/auth/sign-out-everywhere", body: {} }),
    "POST /api/auth/request-password-reset": () => ({
      path: "/api/auth/request-password-reset",
      body: { email: `${unique()}@example.com` },
    }),
    "POST /api/auth/reset-password": () => ({
      path: "/api/auth/reset-password",
      body: { token: "of nobody", password: "words of my own" },
    }),
    "POST /api/auth/change-password": () => ({
      path: "/api/auth/change-password",
      body: { current: "not the password", password: "words of my own" },
    }),
    "POST /api/auth/send-verification-email": () => ({ path: "/api/auth/send-verification-email", body: {} }),
    "POST /api/auth/verify-email": () => ({
      path: "/api/auth/verify-email",
      body: { account: known.id, key: "of.nobody" },
    }),
    "POST /api/auth/code": () => ({
      path: "/api/auth/code",
      body: { email: `${unique()}@example.com`, purpose: "signIn" },
    }),
    "POST /api/auth/sign-in/code": () => ({ path: "/api/auth/sign-in/code", body: codeOfNobody() }),
    "POST /api/auth/orders": () => ({ path: "/api/auth/orders", body: codeOfNobody() }),
    "GET /api/me/talk-name": () => ({ path: "/api/me/talk-name" }),
    "PATCH /api/me/talk-name": () => ({ path: "/api/me/talk-name", body: { announces: false } }),
    "PATCH /api/me": () => ({ path: "/api/me", body: { name: `Another name ${unique()}` } }),
    "POST /api/me/email": () => ({ path: "/api/me/email", body: { email: `${unique()}@example.com` } }),
    "PUT /api/me/email": () => ({ path: "/api/me/email", body: codeOfNobody() }),
    "DELETE /api/me/sessions/{id}": async () => {
      await app.signIn(owner.email);
      const { id } = await app.db.session.findFirstOrThrow({
        where: { userId: owner.id },
        orderBy: { createdAt: "desc" },
      });
      return { path: `/api/me/sessions/${id}` };
    },
    "POST /api/auth/factor": () => ({ path: "/api/auth/factor", body: { code: "000000" } }),
    "POST /api/me/proof": () => ({ path: "/api/me/proof", body: { password: "not the password" } }),
    "PUT /api/me/factors/app": () => ({ path: "/api/me/factors/app", body: { code: "000000" } }),
    "PUT /api/me/factors/passkey": () => ({
      path: "/api/me/factors/passkey",
      body: { name: "A key", passkey: noPasskey },
    }),
    "DELETE /api/me/factors/{id}": async () => ({ path: `/api/me/factors/${await passkeyOf(owner)}` }),
    "PUT /api/settings/factors": () => ({ path: "/api/settings/factors", body: { demanded: false } }),
    "POST /api/me/addresses": () => ({ path: "/api/me/addresses", body: home }),
    "PUT /api/me/addresses/{id}": async () => ({ path: `/api/me/addresses/${await addressOf(owner)}`, body: home }),
    "DELETE /api/me/addresses/{id}": async () => ({ path: `/api/me/addresses/${await addressOf(owner)}` }),
    "POST /api/me/erasure/code": () => ({ path: "/api/me/erasure/code" }),
    "POST /api/me/erasure": () => ({ path: "/api/me/erasure", body: { password: "not the password" } }),
    "POST /api/auth/sign-in/anonymous": () => ({ path: "/api/auth/sign-in/anonymous", body: {} }),
    "POST /api/auth/sign-out": () => ({ path: "/api/auth/sign-out", body: {} }),
    "PATCH /api/settings/people/{id}": async () => ({
      path: `/api/settings/people/${(await someone()).id}`,
      body: { role: "tester" },
    }),
    "DELETE /api/settings/people/{id}": async () => ({ path: `/api/settings/people/${(await someone()).id}` }),
    "PUT /api/settings/people/{id}/shows/{showId}": async () => ({
      path: `/api/settings/people/${(await someone()).id}/shows/${thing.showId}`,
      body: { role: "producer" },
    }),
    "DELETE /api/settings/people/{id}/shows/{showId}": async () => ({
      path: `/api/settings/people/${await handOf(thing.showId)}/shows/${thing.showId}`,
    }),
    "POST /api/settings/invitations": () => ({ path: "/api/settings/invitations", body: invited() }),
    "POST /api/settings/invitations/{id}/resend": async () => ({
      path: `/api/settings/invitations/${await invitationOf(stage)}/resend`,
    }),
    "DELETE /api/settings/invitations/{id}": async () => ({
      path: `/api/settings/invitations/${await invitationOf(stage)}`,
    }),
    "POST /api/invitations/acceptance": () => ({ path: "/api/invitations/acceptance", body: { token: "of nobody" } }),
    "POST /api/shows": () => ({ path: "/api/shows", body: { title: "A show", startsAt: "2027-01-01T00:00:00Z" } }),
    "GET /api/shows/{id}": () => ({ path: show() }),
    "PATCH /api/shows/{id}": () => ({ path: show(), body: { summary: "Changed" } }),
    "GET /api/shows/{id}/snapshot": () => ({ path: show("/snapshot") }),
    "GET /api/shows/{id}/plain": () => ({ path: show("/plain") }),
    "POST /api/shows/{id}/plain": () => ({
      path: show("/plain"),
      raw: "act=none",
      headers: { "content-type": "application/x-www-form-urlencoded" },
    }),
    "GET /api/shows/{id}/calendar.ics": () => ({ path: show("/calendar.ics") }),
    "PUT /api/shows/{id}/chat/{lineId}/removal": async () => ({
      path: show(`/chat/${await lineIn(thing.showId, known)}/removal`),
      body: { removed: true },
    }),
    "PUT /api/shows/{id}/talk": () => ({
      path: show("/talk"),
      body: { slowSeconds: 0, speakers: "everyone", links: true },
    }),
    "POST /api/shows/{id}/chat/{lineId}/new-name": async () => ({
      path: show(`/chat/${await lineIn(thing.showId, known)}/new-name`),
      body: {},
    }),
    "GET /api/shows/{id}/silences": () => ({ path: show("/silences") }),
    "POST /api/shows/{id}/silences": async () => ({
      path: show("/silences"),
      body: { lineId: await lineIn(thing.showId, known), minutes: 1, reason: "spam" },
    }),
    "DELETE /api/shows/{id}/silences/{silenceId}": async () => ({
      path: show(`/silences/${await silenceIn(thing.showId, known, owner)}`),
    }),
    "GET /api/translation": () => ({ path: "/api/translation" }),
    "GET /api/shows/{id}/chat/{lineId}/translation": async () => ({
      path: show(`/chat/${await lineIn(thing.showId, known)}/translation?to=en`),
    }),
    "GET /api/shows/{id}/questions/{questionId}/translation": () => ({
      path: show(`/questions/${randomUUID()}/translation?to=en`),
    }),
    "GET /api/shows/{id}/polls": () => ({ path: show("/polls") }),
    "POST /api/shows/{id}/polls": () => ({ path: show("/polls"), body: pollBody }),
    "PUT /api/shows/{id}/polls/{pollId}": async () => ({
      path: show(`/polls/${await pollIn(thing.showId)}`),
      body: pollBody,
    }),
    "DELETE /api/shows/{id}/polls/{pollId}": async () => ({ path: show(`/polls/${await pollIn(thing.showId)}`) }),
    "POST /api/shows/{id}/polls/{pollId}/opening": async () => ({
      path: show(`/polls/${await pollIn(thing.showId)}/opening`),
    }),
    "POST /api/shows/{id}/polls/{pollId}/closing": async () => ({
      path: show(`/polls/${await pollIn(thing.showId, "OPEN")}/closing`),
    }),
    "POST /api/shows/{id}/polls/{pollId}/withdrawal": async () => ({
      path: show(`/polls/${await pollIn(thing.showId, "OPEN")}/withdrawal`),
    }),
    "PUT /api/shows/{id}/polls/{pollId}/right": async () => ({
      path: show(`/polls/${await pollIn(thing.showId, "CLOSED")}/right`),
      body: { right: 1 },
    }),
    "GET /api/polls/{id}/own": async () => ({ path: `/api/polls/${await pollIn(thing.showId, "OPEN")}/own` }),
    "GET /api/shows/{id}/moments": () => ({ path: show("/moments") }),
    "POST /api/shows/{id}/moments": () => ({ path: show("/moments"), body: { kind: "likes", threshold: 1000 } }),
    "DELETE /api/shows/{id}/moments/{momentId}": async () => ({
      path: show(`/moments/${await momentIn(thing.showId)}`),
    }),
    "POST /api/shows/{id}/moments/{momentId}/firing": async () => ({
      path: show(`/moments/${await momentIn(thing.showId)}/firing`),
    }),
    "GET /api/shows/{id}/talk": () => ({ path: show("/talk") }),
    "PUT /api/shows/{id}/talk/filter": () => ({ path: show("/talk/filter"), body: { filter: null } }),
    "PUT /api/shows/{id}/talk/shield": async () => ({
      path: `/api/shows/${await quietShow(owner)}/talk/shield`,
      body: { on: true },
    }),
    "POST /api/shows/{id}/talk/trial": () => ({ path: show("/talk/trial"), body: { text: "hello" } }),
    "GET /api/shows/{id}/terms": () => ({ path: show("/terms") }),
    "POST /api/shows/{id}/terms": () => ({ path: show("/terms"), body: { term: unique(), kind: "held" } }),
    "DELETE /api/shows/{id}/terms/{termId}": async () => {
      const data = { showId: thing.showId, kind: "held", term: unique().slice(0, 60) };
      return { path: show(`/terms/${(await app.db.chatTerm.create({ data })).id}`) };
    },
    "PUT /api/shows/{id}/holds/{lineId}": async () => {
      const lineId = await lineIn(thing.showId, known);
      await app.db.chatMessage.update({ where: { id: lineId }, data: { deletedAt: new Date() } });
      await app.db.chatHold.create({
        data: { lineId, showId: thing.showId, rule: "word", until: new Date(Date.now() + 60_000) },
      });
      return { path: show(`/holds/${lineId}`), body: { allow: true } };
    },
    "POST /api/shows/{id}/whispers": () => ({ path: show("/whispers"), body: { body: "between us" } }),
    "PUT /api/shows/{id}/cases/{caseId}": async () => {
      const lineId = await lineIn(thing.showId, known);
      const { id } = await app.db.talkCase.create({ data: { showId: thing.showId, lineId, dueAt: new Date() } });
      return { path: show(`/cases/${id}`), body: { outcome: "dismissed" } };
    },
    "DELETE /api/shows/{id}/acts/{actId}": async () => {
      const id = await lineIn(thing.showId, known);
      await app.db.chatMessage.update({ where: { id }, data: { deletedAt: new Date() } });
      const data = { showId: thing.showId, kind: "line_removed", subject: `line:${id}`, byId: owner.id };
      return { path: show(`/acts/${(await app.db.talkAct.create({ data })).id}`) };
    },
    "POST /api/shows/{id}/chat/{lineId}/reports": async () => ({
      path: show(`/chat/${await lineIn(thing.showId, await someone())}/reports`),
      body: { reason: "spam" },
    }),
    "POST /api/me/silences/{silenceId}/appeal": async () => ({
      path: `/api/me/silences/${await silenceIn(thing.showId, owner, known)}/appeal`,
      body: { plea: "I only asked a question" },
    }),
    "GET /api/shows/{id}/questions": () => ({ path: show("/questions") }),
    "GET /api/shows/{id}/claims": () => ({ path: show("/claims") }),
    "GET /api/shows/{id}/questions/own": () => ({ path: show("/questions/own") }),
    "POST /api/shows/{id}/questions/alike": () => ({ path: show("/questions/alike"), body: { body: unique() } }),
    "POST /api/shows/{id}/questions": () => ({ path: show("/questions"), body: { body: unique() } }),
    "PUT /api/shows/{id}/questions/{questionId}/vote": async () => ({
      path: show(`/questions/${await questionIn(thing.showId, known)}/vote`),
      // Nameless guests behind one address have a few votes an hour.
      body: { wanted: true },
    }),
    "GET /api/shows/{id}/questions/desk": () => ({ path: show("/questions/desk") }),
    "GET /api/shows/{id}/questions/{questionId}/suggestions": async () => ({
      path: show(`/questions/${await questionIn(thing.showId, known)}/suggestions`),
    }),
    "PUT /api/shows/{id}/questions/{questionId}/state": async () => ({
      path: show(`/questions/${await questionIn(thing.showId, known)}/state`),
      body: { state: "ASIDE" },
    }),
    "PUT /api/shows/{id}/questions/{questionId}/merged": async () => ({
      path: show(`/questions/${await questionIn(thing.showId, known)}/merged`),
      body: { into: await questionIn(thing.showId, known) },
    }),
    "PUT /api/shows/{id}/questions/on-air": () => ({ path: show("/questions/on-air"), body: { questionId: null } }),
    "PUT /api/shows/{id}/questions/{questionId}/answer": async () => ({
      path: show(`/questions/${await questionIn(thing.showId, known)}/answer`),
      body: { answer: "In March" },
    }),
    "GET /api/shows/{id}/questions/figures": () => ({ path: show("/questions/figures") }),
    "POST /api/shows/{id}/claims": () => ({ path: show("/claims"), body: { claim: unique(), truth: "Not so" } }),
    "PUT /api/shows/{id}/claims/{claimId}/pin": async () => ({
      path: show(`/claims/${await claimIn(thing.showId)}/pin`),
      body: { pinned: false },
    }),
    "DELETE /api/shows/{id}/claims/{claimId}": async () => ({ path: show(`/claims/${await claimIn(thing.showId)}`) }),
    "GET /api/shows/{id}/cues": () => ({ path: show("/cues") }),
    "GET /api/shows/{id}/overlays": () => ({ path: show("/overlays") }),
    "GET /api/shows/{id}/lines": () => ({ path: show("/lines") }),
    "POST /api/shows/{id}/live": () => ({ path: show("/live") }),
    "POST /api/shows/{id}/end": async () => {
      const other = await app.openEdition({}, owner.email);
      return { path: `/api/shows/${other.showId}/end`, body: {} };
    },
    "DELETE /api/shows/{id}/end": () => ({ path: show("/end") }),
    "POST /api/shows/{id}/takes": () => ({ path: show("/takes"), body: { takeOver: true } }),
    "POST /api/shows/{id}/uplink": () => ({
      path: show("/uplink"),
      raw: Buffer.alloc(1000),
      headers: { "content-type": "application/octet-stream" },
    }),
    "GET /api/shows/{id}/sales": () => ({ path: show("/sales") }),
    "PUT /api/shows/{id}/pin": () => ({ path: show("/pin"), body: { productId: null } }),
    "PUT /api/shows/{id}/halts": () => ({ path: show("/halts"), body: { kind: "slate", on: false } }),
    "GET /api/shows/{id}/rundown": () => ({ path: show("/rundown") }),
    "POST /api/shows/{id}/segments": () => ({ path: show("/segments"), body: segment }),
    "POST /api/shows/{id}/segments/batch": () => ({ path: show("/segments/batch"), body: { segments: [segment] } }),
    "POST /api/shows/{id}/segments/copies": async () => ({
      path: show("/segments/copies"),
      body: { showId: await quietShow(owner) },
    }),
    "PUT /api/shows/{id}/segments/order": () => ({ path: show("/segments/order"), body: { ids: [] } }),
    "PATCH /api/shows/{id}/segments/{segmentId}": async () => ({
      path: show(`/segments/${await segmentIn(thing.showId)}`),
      body: { title: "Another" },
    }),
    "DELETE /api/shows/{id}/segments/{segmentId}": async () => ({
      path: show(`/segments/${await segmentIn(thing.showId)}`),
    }),
    "GET /api/shows/{id}/prompters": () => ({ path: show("/prompters") }),
    "POST /api/shows/{id}/prompters": () => ({ path: show("/prompters") }),
    "DELETE /api/shows/{id}/prompters/{prompterId}": () => ({ path: show(`/prompters/${randomUUID()}`) }),
    "POST /api/shows/{id}/rundown/next": async () => ({
      path: show("/rundown/next"),
      body: { version: await runOf(thing.showId), to: await segmentIn(thing.showId) },
    }),
    "POST /api/shows/{id}/rundown/back": async () => {
      const body = { version: await runOf(thing.showId), to: await segmentIn(thing.showId) };
      await app.http("POST", show("/rundown/next"), { cookie: owner.cookie, body });
      return { path: show("/rundown/back"), body: { version: body.version + 1 } };
    },
    "POST /api/shows/{id}/products": () => ({ path: show("/products"), body: { productId: thing.productId } }),
    "PUT /api/shows/{id}/products/order": () => ({ path: show("/products/order"), body: { ids: [] } }),
    "DELETE /api/shows/{id}/products/{productId}": () => ({ path: show(`/products/${randomUUID()}`) }),
    "POST /api/shows/{id}/publication": async () => ({
      path: `/api/shows/${await quietShow(owner, "DRAFT")}/publication`,
    }),
    "POST /api/shows/{id}/postponement": async () => ({
      path: `/api/shows/${await quietShow(owner)}/postponement`,
      body: { startsAt: "2031-01-01T00:00:00Z" },
    }),
    "POST /api/shows/{id}/cancellation": async () => ({
      path: `/api/shows/${await quietShow(owner)}/cancellation`,
      body: {},
    }),
    "PUT /api/shows/{id}/archive": async () => ({
      path: `/api/shows/${await quietShow(owner, "CANCELLED")}/archive`,
      body: { archived: true },
    }),
    "POST /api/shows/{id}/copies": async () => ({
      path: `/api/shows/${await quietShow(owner)}/copies`,
      body: { title: "Again", startsAt: "2031-01-01T00:00:00Z" },
    }),
    "DELETE /api/shows/{id}": async () => ({ path: `/api/shows/${await quietShow(owner)}` }),
    "GET /api/shows/{id}/replay": () => ({ path: `/api/shows/${recordedId}/replay` }),
    "GET /api/shows/{id}/video": () => ({ path: show("/video") }),
    "GET /api/shows/{id}/recording": () => ({ path: `/api/shows/${recordedId}/recording` }),
    "PATCH /api/shows/{id}/recording": () => ({
      path: `/api/shows/${recordedId}/recording`,
      body: { retentionDays: 2000 },
    }),
    "DELETE /api/shows/{id}/recording": async () => ({
      path: `/api/shows/${await lostShowOf(owner)}/recording`,
      body: { reason: "unwanted" },
    }),
    "GET /api/shows/{id}/captions": () => ({ path: show("/captions") }),
    "POST /api/shows/{id}/captions": () => ({ path: show("/captions"), body: captions }),
    "PATCH /api/shows/{id}/captions/{cueId}": async () => ({
      path: show(`/captions/${await captionOf(stage)}`),
      body: { text: "Corrected" },
    }),
    "DELETE /api/shows/{id}/captions/{cueId}": async () => ({ path: show(`/captions/${await captionOf(stage)}`) }),
    "GET /api/shows/{id}/recording/social": () => ({ path: `/api/shows/${recordedId}/recording/social` }),
    "POST /api/shows/{id}/recording/social": () => ({ path: `/api/shows/${recordedId}/recording/social` }),
    "GET /api/shows/{id}/recording/social/file": async () => {
      // As if it had been made: making it is a minute's work of another program.
      await writeFile(join(app.made.env.DATA_DIR, "social-files", `${recordedId}.mp4`), "a film");
      return { path: `/api/shows/${recordedId}/recording/social/file` };
    },
    "GET /api/shows/{id}/recording/captions": async () => {
      await captionOf(stage);
      return { path: show("/recording/captions?language=en") };
    },
    "GET /api/shows/{id}/recording/file": () => ({ path: `/api/shows/${recordedId}/recording/file` }),
    "GET /api/shows/{id}/sources": () => ({ path: show("/sources") }),
    "POST /api/shows/{id}/stream-key": () => ({ path: show("/stream-key") }),
    "DELETE /api/shows/{id}/stream-key": () => ({ path: show("/stream-key") }),
    "POST /api/shows/{id}/overlay-key": () => ({ path: show("/overlay-key") }),
    "DELETE /api/shows/{id}/overlay-key": () => ({ path: show("/overlay-key") }),
    "POST /api/shows/{id}/sources/air": () => {
      addWaitingSource(thing.showId, "rtmp");
      return { path: show("/sources/air"), body: { kind: "rtmp", takeOver: true } };
    },
    "DELETE /api/shows/{id}/sources/{kind}": () => ({ path: show("/sources/rtmp") }),
    "POST /api/shows/{id}/sources/{kind}/pause": () => {
      addWaitingSource(thing.showId, "file");
      return { path: show("/sources/file/pause") };
    },
    "PUT /api/shows/{id}/sources/hls": () => ({
      path: show("/sources/hls"),
      body: { address: `${elsewhere.origin}/live.m3u8` },
    }),
    "POST /api/shows/{id}/files": async () => {
      const other = await app.openEdition({}, owner.email);
      return { path: `/api/shows/${other.showId}/files`, body: { name: "a.mp4", bytes: 10 } };
    },
    "PUT /api/shows/{id}/files/{fileId}/content": async () => ({
      path: show(`/files/${await fileOf(thing.showId, "UPLOADING")}/content?offset=0`),
      raw: "piece",
      headers: { "content-type": "application/octet-stream" },
    }),
    "PATCH /api/shows/{id}/files/{fileId}": async () => ({
      path: show(`/files/${await fileOf(thing.showId)}`),
      body: { playsAt: "2030-01-01T00:00:00Z" },
    }),
    "POST /api/shows/{id}/files/{fileId}/play": async () => ({
      path: show(`/files/${await fileOf(thing.showId)}/play`),
      body: { takeOver: true },
    }),
    "DELETE /api/shows/{id}/files/{fileId}": async () => ({ path: show(`/files/${await fileOf(thing.showId)}`) }),
    "GET /api/shows/{id}/restreams": () => ({ path: show("/restreams") }),
    "POST /api/shows/{id}/restreams": async () => {
      const other = await app.openEdition({}, owner.email);
      return { path: `/api/shows/${other.showId}/restreams`, body: target };
    },
    "PATCH /api/shows/{id}/restreams/{targetId}": async () => ({
      path: show(`/restreams/${await targetOf(thing.showId)}`),
      body: { isOn: false },
    }),
    "DELETE /api/shows/{id}/restreams/{targetId}": async () => ({
      path: show(`/restreams/${await targetOf(thing.showId)}`),
    }),
    "GET /api/collections/{id}": async () => ({ path: `/api/collections/${await collectionOf(owner)}` }),
    "POST /api/collections": () => ({ path: "/api/collections", body: { name: unique() } }),
    "PATCH /api/collections/{id}": async () => ({
      path: `/api/collections/${await collectionOf(owner)}`,
      body: { description: "Changed" },
    }),
    "PUT /api/collections/{id}/products": async () => ({
      path: `/api/collections/${await collectionOf(owner)}/products`,
      body: { ids: [thing.productId] },
    }),
    "DELETE /api/collections/{id}": async () => ({ path: `/api/collections/${await collectionOf(owner)}` }),
    "GET /api/search": () => ({ path: "/api/search?q=lantern" }),
    "GET /api/products/{id}": () => ({ path: `/api/products/${thing.productId}` }),
    "GET /api/products": () => ({ path: "/api/products" }),
    "DELETE /api/products/{id}": async () => ({ path: `/api/products/${(await unsoldOf(stage)).productId}` }),
    "PUT /api/products/{id}/archive": async () => ({
      path: `/api/products/${(await unsoldOf(stage)).productId}/archive`,
      body: { archived: true },
    }),
    "PUT /api/products/{id}/editions/order": () => ({
      path: `/api/products/${thing.productId}/editions/order`,
      body: { ids: [] },
    }),
    "PUT /api/editions/{id}/archive": async () => ({
      path: `/api/editions/${(await unsoldOf(stage)).id}/archive`,
      body: { archived: true },
    }),
    "DELETE /api/editions/{id}": async () => ({ path: `/api/editions/${(await unsoldOf(stage)).id}` }),
    "POST /api/products": () => ({ path: "/api/products", body: { slug: unique(), name: "A product" } }),
    "POST /api/products/{id}/editions": () => ({ path: `/api/products/${thing.productId}/editions`, body: edition() }),
    "PATCH /api/products/{id}": () => ({ path: `/api/products/${thing.productId}`, body: { tagline: "Changed" } }),
    "PATCH /api/editions/{id}": () => ({ path: `/api/editions/${thing.editionId}`, body: { summary: "Changed" } }),
    "GET /api/products/{id}/costs": () => ({ path: `/api/products/${thing.productId}/costs` }),
    "PUT /api/editions/{id}/goals": () => ({
      path: `/api/editions/${thing.editionId}/goals`,
      body: { goals: [{ units: 1000, gift: "A mug" }] },
    }),
    "PUT /api/editions/{id}/costs": () => ({
      path: `/api/editions/${thing.editionId}/costs`,
      body: { currency: "CNY", lines: [{ names: { en: "Screen" }, minor: 100 }] },
    }),
    "PUT /api/editions/{id}/prices": () => ({
      path: `/api/editions/${thing.editionId}/prices`,
      body: { priceMinor: thing.priceMinor, depositMinor: thing.depositMinor, currency: thing.currency },
    }),
    "PUT /api/editions/{id}/waves": async () => ({
      path: `/api/editions/${thing.editionId}/waves`,
      body: { waves: await wavesOf(thing.editionId) },
    }),
    "POST /api/images": () => ({ path: "/api/images", raw: dot, headers: { "content-type": "image/gif" } }),
    "GET /api/editions/{id}/promise": () => ({ path: `/api/editions/${thing.editionId}/promise` }),
    "GET /api/shop/pages/{kind}": async () => {
      const first = { kind: "terms", language: "en", version: 1 } as const;
      await app.db.shopPage.upsert({
        where: { kind_language_version: first },
        create: { ...first, body: "Terms" },
        update: {},
      });
      return { path: "/api/shop/pages/terms" };
    },
    // Without a zone, or whoever orders below would have to name a country.
    "POST /api/settings/cooling-off": () => ({
      path: "/api/settings/cooling-off",
      body: { after: 0, rules: [{ countries: [], isRest: true, days: 14, texts: {} }] },
    }),
    "PUT /api/settings/shipping": () => ({ path: "/api/settings/shipping", body: { zones: [] } }),
    "PATCH /api/settings/shop": () => ({ path: "/api/settings/shop", body: { legalName: "Kite Ltd." } }),
    "POST /api/settings/shop/undo": () => ({ path: "/api/settings/shop/undo", body: { card: "seller" } }),
    "PUT /api/settings/logo": async () => ({
      path: "/api/settings/logo",
      raw: await drawLogo(),
      headers: { "content-type": "image/png" },
    }),
    "POST /api/settings/test-charges": () => ({ path: "/api/settings/test-charges", body: { rail: "manual" } }),
    "POST /api/opening": () => ({
      path: "/api/opening",
      body: { token: "none", name: "Nobody", email: "nobody@example.com", password: unique() },
    }),
    "POST /api/settings/pages/{kind}": () => ({
      path: "/api/settings/pages/returns",
      body: { language: "en", after: 0, body: unique() },
    }),
    "POST /api/ops/cities": () => ({ path: "/api/ops/cities", body: city() }),
    "PUT /api/ops/cities/order": () => ({ path: "/api/ops/cities/order", body: { ids: [] } }),
    "PATCH /api/ops/cities/{id}": async () => ({ path: `/api/ops/cities/${await cityOf()}`, body: { open: false } }),
    "DELETE /api/ops/cities/{id}": async () => ({ path: `/api/ops/cities/${await cityOf()}` }),
    "POST /api/ops/cities/import": () => ({
      path: "/api/ops/cities/import",
      raw: "Harbour,1,2",
      headers: { "content-type": "text/csv" },
    }),
    "GET /api/ops/waves/{id}/promise": async () => ({
      path: `/api/ops/waves/${(await wavesOf(thing.editionId))[0]?.id}/promise?start=2027-05-01&end=2027-05-20`,
    }),
    "POST /api/ops/waves/{id}/promise": async () => ({
      path: `/api/ops/waves/${(await wavesOf(thing.editionId))[0]?.id}/promise`,
      body: { start: "2027-05-01", end: "2027-05-20", reason: "The mould cracked" },
    }),
    "PUT /api/editions/{id}/sales": () => ({ path: `/api/editions/${thing.editionId}/sales`, body: { open: true } }),
    "POST /api/editions/{id}/stock": () => ({
      path: `/api/editions/${thing.editionId}/stock`,
      body: { delta: -1, reason: "broken" },
    }),
    "POST /api/catalog/import": () => ({ path: `/api/catalog/import?showId=${thing.showId}`, body: [] }),
    "POST /api/preorders": () => ({ path: "/api/preorders", key: randomUUID(), body: wish(thing.editionId) }),
    "POST /api/baskets": async () => ({ path: "/api/baskets", key: randomUUID(), body: await basketWish(thing) }),
    "GET /api/baskets/{id}": async () => ({ path: `/api/baskets/${await basketOf(owner, thing)}` }),
    "GET /api/preorders/{id}": async () => ({ path: `/api/preorders/${await orderOf(owner, thing.editionId)}` }),
    "GET /api/preorders/{id}/letters": async () => ({
      path: `/api/preorders/${await orderOf(owner, thing.editionId)}/letters`,
    }),
    "POST /api/preorders/{id}/letters": async () => ({
      path: `/api/preorders/${await orderOf(owner, thing.editionId)}/letters`,
      body: { body: "When does it come?" },
    }),
    "POST /api/ops/preorders/{id}/letters": async () => ({
      path: `/api/ops/preorders/${await orderOf(await someone(), thing.editionId)}/letters`,
      body: { body: "On Monday." },
    }),
    "POST /api/ops/preorders/{id}/settled": async () => {
      const id = await orderOf(await someone(), thing.editionId);
      await app.db.thread.create({ data: { preorderId: id } });
      return { path: `/api/ops/preorders/${id}/settled` };
    },
    "GET /api/preorders/{id}/calendar.ics": async () => ({
      path: `/api/preorders/${await orderOf(owner, thing.editionId)}/calendar.ics`,
    }),
    "POST /api/preorders/{id}/deposit": async () => ({
      path: `/api/preorders/${await orderOf(owner, thing.editionId)}/deposit`,
      body: {},
    }),
    "POST /api/preorders/{id}/cancellation": async () => ({
      path: `/api/preorders/${await orderOf(owner, thing.editionId)}/cancellation`,
    }),
    "POST /api/preorders/{id}/lock": async () => ({ path: `/api/preorders/${await paidOrderOf(owner, thing)}/lock` }),
    "POST /api/preorders/{id}/unlock": async () => ({
      path: `/api/preorders/${await paidOrderOf(owner, thing)}/unlock`,
    }),
    "GET /api/preorders/{id}/conversions": async () => ({
      path: `/api/preorders/${await orderOf(owner, thing.editionId)}/conversions`,
    }),
    "POST /api/preorders/{id}/conversion": async () => ({
      path: `/api/preorders/${await paidOrderOf(owner, thing)}/conversion`,
      key: randomUUID(),
      body: { editionId: await siblingOf(stage) },
    }),
    "POST /api/drops/{id}/codes": async () => ({ path: `/api/drops/${await dropOf(stage)}/codes`, body: codes }),
    "GET /api/drops/{id}/codes": async () => ({ path: `/api/drops/${await dropOf(stage)}/codes` }),
    "DELETE /api/drops/{id}/codes/{codeId}": () => codeOf(stage, `drops`),
    "POST /api/editions/{id}/codes": () => ({ path: `/api/editions/${thing.editionId}/codes`, body: codes }),
    "GET /api/editions/{id}/codes": () => ({ path: `/api/editions/${thing.editionId}/codes` }),
    "DELETE /api/editions/{id}/codes/{codeId}": () => codeOf(stage, `editions`),
    "GET /api/ops/preorders/{id}": async () => ({
      path: `/api/ops/preorders/${await orderOf(await someone(), thing.editionId)}`,
    }),
    "POST /api/ops/preorders/{id}/transfer": async () => ({
      path: `/api/ops/preorders/${await paidOrderOf(await someone(), thing)}/transfer`,
      body: { email: `${unique()}@example.com`, reason: "A gift" },
    }),
    "POST /api/ops/preorders/{id}/cancellation": async () => ({
      path: `/api/ops/preorders/${await orderOf(await someone(), thing.editionId)}/cancellation`,
      body: { reason: "Bought by a bot" },
    }),
    "POST /api/ops/preorders/{id}/receipt": async () => ({
      path: `/api/ops/preorders/${await paidOrderOf(await someone(), thing)}/receipt`,
    }),
    "POST /api/ops/preorders/{id}/clearance": async () => ({
      path: `/api/ops/preorders/${await orderOf(await someone(), thing.editionId)}/clearance`,
    }),
    "GET /api/shows/{id}/drops": () => ({ path: show("/drops") }),
    "POST /api/shows/{id}/drops": () => ({ path: show("/drops"), body: drop(thing.editionId) }),
    "PATCH /api/drops/{id}": async () => ({ path: `/api/drops/${await dropOf(stage)}`, body: { units: 2 } }),
    "DELETE /api/drops/{id}": async () => ({ path: `/api/drops/${await dropOf(stage)}` }),
    "POST /api/drops/{id}/arm": async () => ({ path: `/api/drops/${await dropOf(stage)}/arm` }),
    "POST /api/drops/{id}/disarm": async () => ({ path: `/api/drops/${await dropOf(stage, "arm")}/disarm` }),
    "POST /api/drops/{id}/fire": async () => ({
      path: `/api/drops/${await dropOf(stage, "arm")}/fire`,
      body: { inSeconds: 60 },
    }),
    "PUT /api/drops/{id}/pause": async () => ({
      path: `/api/drops/${await dropOf(stage, "arm")}/pause`,
      body: { paused: true },
    }),
    "POST /api/drops/{id}/close": async () => ({ path: `/api/drops/${await dropOf(stage, "arm")}/close` }),
    "POST /api/drops/{id}/challenge": async () => ({ path: `/api/drops/${await dropOf(stage)}/challenge` }),
    "POST /api/editions/{id}/challenge": () => ({ path: `/api/editions/${thing.editionId}/challenge` }),
    "POST /api/drops/{id}/line": async () => ({
      path: `/api/drops/${await dropOf(stage, "arm")}/line`,
      key: randomUUID(),
      body: place(),
    }),
    "POST /api/editions/{id}/line": async () => ({ ...(await waitlistCall()) }),
    "GET /api/line/{id}": async () => ({ path: `/api/line/${await placeOf(owner)}` }),
    "POST /api/line/{id}/code": () => codeFor(owner, stage),
    "DELETE /api/line/{id}": async () => ({ path: `/api/line/${await placeOf(owner)}` }),
    "POST /api/ops/preorders/{id}/promise": async () => ({
      path: `/api/ops/preorders/${await orderOf(owner, thing.editionId)}/promise`,
      body: { start: "2027-05-01", end: "2027-05-20", reason: "The mould cracked" },
    }),
    "POST /api/payments/webhooks/{rail}": () => ({ path: "/api/payments/webhooks/test", body: {} }),
    "POST /api/ops/payments/{id}/confirmation": async () => ({
      path: `/api/ops/payments/${await transferOf(thing.editionId)}/confirmation`,
      body: { amountMinor: thing.depositMinor, currency: thing.currency },
    }),
    "GET /api/ops/notices/{id}": async () => ({ path: `/api/ops/notices/${await noticeFor(known)}` }),
    "POST /api/ops/notices/{id}/resend": async () => ({ path: `/api/ops/notices/${await noticeFor(known)}/resend` }),
    "DELETE /api/payments/methods/{id}": async () => ({
      path: `/api/payments/methods/${await methodOf(owner, thing)}`,
    }),
    "POST /api/ops/payments/{id}/retry": async () => ({
      path: `/api/ops/payments/${await transferOf(thing.editionId)}/retry`,
    }),
    "POST /api/ops/payments/disputes/{id}/decision": async () => ({
      path: `/api/ops/payments/disputes/${await disputeOf(thing.editionId)}/decision`,
      body: { note: "The order is called off" },
    }),
    "POST /api/ops/payments/parked/{id}/resolution": async () => ({
      path: `/api/ops/payments/parked/${await parkedEvent()}/resolution`,
      body: { note: "Settled with the bank" },
    }),
    "POST /api/ops/payments/parked/{id}/application": async () => ({
      path: `/api/ops/payments/parked/${await parkedEvent()}/application`,
    }),
    "POST /api/preorders/{id}/balance": async () => ({
      path: `/api/preorders/${await lockedOrderOf(owner, thing)}/balance`,
      body: {},
    }),
    "PUT /api/preorders/{id}/address": async () => ({
      path: `/api/preorders/${await paidOrderOf(owner, thing)}/address`,
      body: home,
    }),
    "POST /api/preorders/{id}/method": async () => ({
      path: `/api/preorders/${await paidOrderOf(owner, thing)}/method`,
      body: {},
    }),
    "PUT /api/editions/{id}/balance": () => ({
      path: `/api/editions/${thing.editionId}/balance`,
      body: { balanceDueOn: null, balanceGraceDays: 7 },
    }),
    "POST /api/ops/balances/call": () => ({ path: "/api/ops/balances/call", body: { ids: [randomUUID()] } }),
    "POST /api/ops/preorders/{id}/grace": async () => ({
      path: `/api/ops/preorders/${await paidOrderOf(await app.person("viewer"), thing)}/grace`,
      body: { until: "2030-01-01T00:00:00Z", reason: "They asked" },
    }),
    "POST /api/ops/preorders/{id}/release": async () => ({
      path: `/api/ops/preorders/${await paidOrderOf(await app.person("viewer"), thing)}/release`,
      body: { back: "everything", reason: "They asked" },
    }),
    "POST /api/ops/preorders/ready": () => ({ path: "/api/ops/preorders/ready", body: { ids: [randomUUID()] } }),
    "POST /api/ops/preorders/delivered": () => ({
      path: "/api/ops/preorders/delivered",
      body: { ids: [randomUUID()] },
    }),
    "POST /api/ops/preorders/{id}/ready": async () => ({
      path: `/api/ops/preorders/${await paidOrderOf(await app.person("viewer"), thing)}/ready`,
    }),
    "POST /api/ops/preorders/{id}/delivered": async () => ({
      path: `/api/ops/preorders/${await paidOrderOf(await app.person("viewer"), thing)}/delivered`,
    }),
    "POST /api/ops/preorders/{id}/parcel": async () => ({
      path: `/api/ops/preorders/${await paidOrderOf(await someone(), thing)}/parcel`,
      body: { carrier: "Post" },
    }),
    "POST /api/ops/preorders/{id}/parcel/return": async () => ({
      path: `/api/ops/preorders/${await paidOrderOf(await someone(), thing)}/parcel/return`,
      body: { reason: "Nobody was met" },
    }),
    "POST /api/ops/preorders/{id}/address": async () => ({
      path: `/api/ops/preorders/${await paidOrderOf(await someone(), thing)}/address`,
      body: { ...home, reason: "They wrote to us" },
    }),
    "GET /api/ops/shows/{id}/board": () => ({ path: `/api/ops/shows/${thing.showId}/board` }),
  };
  return requests[route]?.() ?? { path: route.split(" ")[1] ?? "" };
}

const someone = () => app.person("viewer");
const invited = () => ({ email: `${unique()}@example.com`, role: "ops" });

/** Somebody with a role in this show. */
async function handOf(showId: string): Promise<string> {
  const { id: userId } = await someone();
  await app.db.showRole.create({ data: { showId, userId, role: "producer" } });
  return userId;
}

async function invitationOf({ people }: Stage): Promise<string> {
  const call = { cookie: people.get("owner")?.cookie, body: invited() };
  const { body } = await app.http("POST", "/api/settings/invitations", call);
  return z.object({ id: z.string() }).parse(body).id;
}
const unique = () => `x-${randomUUID()}`;
const wish = (editionId: string) => ({ editionId, contact: `${unique()}@example.com` });

function edition() {
  const waves = [{ capacity: 5, start: "2027-01-01", end: "2027-01-14" }];
  const money = { priceMinor: 100, depositMinor: 10, currency: "CNY" };
  return { sku: unique().toUpperCase(), name: "An edition", stock: 5, waves, ...money };
}

const city = () => ({ name: unique(), firstDays: 1, lastDays: 2 });
const noPasskey = {
  ...{ id: "AA", rawId: "AA", type: "public-key", clientExtensionResults: {} },
  response: { clientDataJSON: "AA", attestationObject: "AA" },
};

async function passkeyOf({ id: userId }: Person): Promise<string> {
  const key = { credentialId: unique(), publicKey: new Uint8Array([1]), confirmedAt: new Date() };
  const row = { id: randomUUID(), userId, kind: "passkey", name: "A key", ...key };
  return (await app.db.factor.create({ data: row })).id;
}

const captions = { language: "en", lines: [{ text: "Good evening", source: "typed" }] };

async function captionOf({ owner, thing }: Stage): Promise<string> {
  const { body } = await app.http("POST", `/api/shows/${thing.showId}/captions`, {
    cookie: owner.cookie,
    body: captions,
  });
  return z.object({ cues: z.tuple([z.object({ id: z.string() })]) }).parse(body).cues[0].id;
}

/** The smallest GIF there is. */
const dot = Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64");

async function cityOf(): Promise<string> {
  return (await app.db.deliveryCity.create({ data: city() })).id;
}

async function wavesOf(editionId: string) {
  const { body } = await app.http("GET", `/api/products/${await productOf(editionId)}`);
  const [edition] = productView.parse(body).editions;
  return (edition?.waves ?? []).map(({ id, capacity, start, end }) => ({ id, capacity, start, end }));
}

async function productOf(editionId: string): Promise<string> {
  return (await app.db.edition.findUniqueOrThrow({ where: { id: editionId } })).productId;
}

const drop = (editionId: string) => ({ editionId, title: "A drop", units: 1 });
const place = () => ({ contact: `${unique()}@example.com` });

/** A drop of the stage's own show, armed when `act` says so. */
async function dropOf({ owner, thing }: Stage, act?: "arm"): Promise<string> {
  const call = { cookie: owner.cookie, body: drop(thing.editionId) };
  const { body } = await app.http("POST", `/api/shows/${thing.showId}/drops`, call);
  const { id } = z.object({ id: z.string() }).parse(body);
  if (act) await app.http("POST", `/api/drops/${id}/${act}`, { cookie: owner.cookie });
  return id;
}

/** A show that is over, with a recording of a second. */
async function recordedShowOf(owner: Person): Promise<string> {
  const { showId } = await app.openEdition({}, owner.email);
  await startBroadcast(app.http, { showId, cookie: owner.cookie }).then((broadcast) => broadcast.feed(5));
  await app.http("POST", `/api/shows/${showId}/end`, { cookie: owner.cookie, body: {} });
  await expect.poll(async () => (await app.db.recording.findUnique({ where: { showId } }))?.state, soon).toBe("READY");
  return showId;
}

const target = { name: "Elsewhere", address: "rtmp://1.1.1.1/live", key: "some-key" };

async function fileOf(showId: string, state: "UPLOADING" | "READY" = "READY"): Promise<string> {
  return (await app.db.showFile.create({ data: { showId, name: "a.mp4", bytes: 100, state } })).id;
}

/** The playlist of a stream from elsewhere. */
function serveStream() {
  const lines = ["#EXTM3U", "#EXT-X-TARGETDURATION:2", "#EXTINF:2,", "1.ts"];
  return listen(createServer((_, response) => response.end(lines.join("\n"))));
}

/** As one that is connected; what it sends matters to no right. */
function addWaitingSource(showId: string, kind: "rtmp" | "file"): void {
  const state = "ready" as const;
  const figures = { bitsPerSecond: 0, keyframeSeconds: null, width: 0, height: 0, trouble: null, played: null };
  app.made.sources.add(showId, {
    kind,
    view: () => ({ kind, state, name: "RTMP", since: new Date().toISOString(), ...figures }),
    quietForMs: () => 0,
    goOnAir: () => undefined,
    pause: () => undefined,
    stop: () => undefined,
  });
}

async function targetOf(showId: string): Promise<string> {
  const row = { showId, name: "Elsewhere", address: target.address, sealedKey: "sealed" };
  return (await app.db.restreamTarget.create({ data: row })).id;
}

/** A show that is over, and of whose recording only the row is left. */
async function lostShowOf(owner: Person): Promise<string> {
  const { showId } = await app.openEdition({}, owner.email);
  const [startedAt, endedAt, retentionUntil] = [new Date(), new Date(), new Date()];
  const row = { showId, state: "FAILED" as const, startedAt, endedAt, retentionUntil, retentionDays: 1 };
  await app.db.recording.create({ data: row });
  return showId;
}

async function waitlistCall() {
  const { editionId } = await app.openEdition({ stock: 0 });
  return { path: `/api/editions/${editionId}/line`, key: randomUUID(), body: place() };
}

async function placeOf(buyer: Person): Promise<string> {
  const { path, ...call } = await waitlistCall();
  return z.object({ id: z.string() }).parse((await app.http("POST", path, { ...call, cookie: buyer.cookie })).body).id;
}

async function basketWish({ editionId, priceMinor, depositMinor, currency }: Stage["thing"]) {
  const wave = await app.db.deliveryWave.findFirstOrThrow({ where: { editionId } });
  const windowEnd = wave.windowEnd.toISOString().slice(0, 10);
  const expected = { unitMinor: priceMinor, depositMinor, shippingMinor: 0, windowEnd };
  return { lines: [{ editionId, quantity: 1, expected }], currency, contact: `${unique()}@example.com` };
}

async function basketOf(buyer: Person, thing: Stage["thing"]) {
  const call = { cookie: buyer.cookie, key: randomUUID(), body: await basketWish(thing) };
  const placed = await app.http("POST", "/api/baskets", call);
  return basketReceipt.parse(placed.body).id;
}

async function orderOf(buyer: Person, editionId: string) {
  const call = { cookie: buyer.cookie, key: randomUUID(), body: wish(editionId) };
  return preorderReceipt.parse((await app.http("POST", "/api/preorders", call)).body).id;
}

async function paidOrderOf(buyer: Person, { editionId }: { editionId: string }) {
  const id = await orderOf(buyer, editionId);
  const paid = await app.http("POST", `/api/preorders/${id}/deposit`, { cookie: buyer.cookie, body: {} });
  expect(paid.body).toMatchObject({ state: "RESERVED" });
  return id;
}

/** A mail in the outbox. */
async function noticeFor({ id, email }: Person) {
  const order = {
    ...{ id: randomUUID(), number: "0000-0000", product: "Mug", edition: "Blue", quantity: 1, currency: "CNY" },
    ...{ totalMinor: 7900, depositMinor: 0, window: null, link: "http://localhost/preorders/x" },
    deadlines: { refundableUntil: null, lockBy: null, isOpen: false, isGone: false, sequence: 0 },
  };
  await notify(app.db, [{ kind: "delivered", occasion: randomUUID(), to: { userId: id }, facts: { order } }]);
  return (await app.db.notice.findFirstOrThrow({ where: { address: email } })).id;
}

async function lockedOrderOf(buyer: Person, thing: { editionId: string }) {
  const id = await paidOrderOf(buyer, thing);
  await app.http("POST", `/api/preorders/${id}/lock`, { cookie: buyer.cookie });
  return id;
}

async function methodOf(buyer: Person, thing: { editionId: string }) {
  await paidOrderOf(buyer, thing);
  return (await app.db.paymentMethod.findFirstOrThrow({ where: { userId: buyer.id } })).id;
}

async function disputeOf(editionId: string) {
  const facts = { kind: "dispute", reason: "fraudulent", status: "lost", amountMinor: 1n, currency: "CNY" };
  const data = {
    ...facts,
    rail: "test",
    reference: randomUUID(),
    paymentId: await transferOf(editionId),
    toldAt: new Date(),
  };
  return (await app.db.dispute.create({ data })).id;
}

async function parkedEvent() {
  const facts = { paymentId: null, ref: "", refundRef: null, amountMinor: 1, currency: "CNY", reason: null };
  const body = { id: randomUUID(), kind: "captured", ...facts };
  const data = { rail: "test", eventId: body.id, status: "parked", body, handledAt: new Date() };
  return (await app.db.paymentEvent.create({ data })).id;
}

const codes = { count: 1, expiresAt: "2099-01-01T00:00:00Z" };

async function codeOf(stage: Stage, noun: "drops" | "editions") {
  const id = noun === "drops" ? await dropOf(stage) : stage.thing.editionId;
  const { body } = await app.http("POST", `/api/${noun}/${id}/codes`, { cookie: stage.owner.cookie, body: codes });
  const [code] = z.object({ codes: z.array(z.object({ id: z.string() })) }).parse(body).codes;
  return { path: `/api/${noun}/${id}/codes/${code?.id}` };
}

/** A place of this buyer, and a good code to bring to it. */
async function codeFor({ cookie }: Person, { owner }: Stage) {
  const { editionId } = await app.openEdition({ stock: 0 }, owner.email);
  const joined = await app.http("POST", `/api/editions/${editionId}/line`, {
    cookie,
    key: randomUUID(),
    body: place(),
  });
  const made = await app.http("POST", `/api/editions/${editionId}/codes`, { cookie: owner.cookie, body: codes });
  const [code] = z.object({ codes: z.array(z.object({ code: z.string() })) }).parse(made.body).codes;
  return { path: `/api/line/${z.object({ id: z.string() }).parse(joined.body).id}/code`, body: { code: code?.code } };
}

/** One more edition of the stage's product, on sale. */
async function siblingOf({ owner, thing }: Stage): Promise<string> {
  const made = edition();
  const { cookie } = owner;
  await app.http("POST", `/api/products/${thing.productId}/editions`, { cookie, body: made });
  const { id } = await app.db.edition.findUniqueOrThrow({ where: { sku: made.sku } });
  await app.http("PUT", `/api/editions/${id}/sales`, { cookie, body: { open: true } });
  return id;
}

/** A product in no show with an edition that nobody ordered. */
async function unsoldOf({ owner: { cookie } }: Stage) {
  const made = await app.http("POST", "/api/products", { cookie, body: { slug: unique(), name: "Unsold" } });
  const { id: productId } = productView.parse(made.body);
  const whole = await app.http("POST", `/api/products/${productId}/editions`, { cookie, body: edition() });
  return { productId, id: productView.parse(whole.body).editions[0]?.id ?? "" };
}

/** A transfer that is awaited for an order of somebody. */
async function transferOf(editionId: string) {
  const buyer = await app.person("viewer");
  const id = await orderOf(buyer, editionId);
  await app.http("POST", `/api/preorders/${id}/deposit`, { cookie: buyer.cookie, body: { rail: "manual" } });
  return (await app.db.payment.findFirstOrThrow({ where: { preorderId: id } })).id;
}

async function hear(event: string, cookie: string | undefined, { thing }: Stage): Promise<string> {
  const line = await openLine(app.url, { cookie });
  const name = z
    .enum(["join", "leave", "visible", "watchBoard", "watchTalk", "like", "chat", "arrive", "vote", "watch"])
    .parse(event);
  const more = {
    ...{ join: {}, leave: {}, watchBoard: {}, watchTalk: {}, like: { n: 1 }, chat: { body: `hello ${randomUUID()}` } },
    ...{ vote: { pollId: await pollIn(thing.showId, "OPEN"), answer: 1 }, arrive: {} },
    ...{ visible: { visible: true }, watch: { tier: "hls", behindSeconds: 2.4, stalled: false } },
  }[name];
  const isOfRoom = name === "watch" || name === "visible" || name === "arrive";
  if (isOfRoom) await say(line, "join", { showId: thing.showId });
  const place = name === "vote" ? {} : { showId: thing.showId };
  const answer = await say(line, name, { ...place, ...more });
  line.disconnect();
  return answer.ok ? "ok" : answer.code;
}

function print(rows: Access[]): string[] {
  return rows.map(({ route, cells }) => [route, ...[...cells].map((cell) => cell.join(" "))].join(" | "));
}
