import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { liveMessage } from "#lib/live/contract.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { openLine, say } from "#tests/support/sockets.ts";

/** Speaks LibreTranslate's protocol: the words of its request, backwards. */
const asked: { q: string; target: string; api_key: string }[] = [];
let answers = 200;
let counterpart: Server;
let app: App;

beforeAll(async () => {
  counterpart = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = z
      .object({
        q: z.string(),
        source: z.literal("auto"),
        target: z.string(),
        format: z.literal("text"),
        api_key: z.string(),
      })
      .parse(JSON.parse(Buffer.concat(chunks).toString()));
    asked.push(body);
    const text = [...body.q].reverse().join("");
    response.writeHead(request.url === "/translate" ? answers : 404, { "content-type": "application/json" });
    response.end(JSON.stringify({ translatedText: text, detectedLanguage: { language: "en", confidence: 90 } }));
  });
  await new Promise<void>((resolve) => counterpart.listen(0, "127.0.0.1", resolve));
  const { port } = counterpart.address() as AddressInfo;
  app = await startApp({ TRANSLATION_URL: `http://127.0.0.1:${port}`, TRANSLATION_KEY: "a-key" });
});

afterAll(async () => {
  await app.stop();
  counterpart.close();
});

test("a line is translated once for all who ask, as it stands; what was taken back is not, and a silent translator is said", async () => {
  const host = await app.person("host");
  const { showId } = await app.openEdition({}, host.email);
  const { cookie } = await app.person("viewer", "Mira");
  const line = await openLine(app.url, { cookie });
  await say(line, "join", { showId });
  const write = async (body: string) => {
    const answer = z.object({ data: liveMessage }).parse(await say(line, "chat", { showId, body }));
    return `/api/shows/${showId}/chat/${answer.data.id}`;
  };
  const said = await write("<b>hello</b>");
  const reads = await Promise.all([1, 2, 3].map(() => app.http("GET", `${said}/translation?to=zh-CN`)));
  for (const { status, body } of reads) expect([status, body]).toEqual([200, { text: ">b/<olleh>b<", from: "en" }]);
  expect(asked).toEqual([expect.objectContaining({ q: "<b>hello</b>", target: "zh", api_key: "a-key" })]);
  expect((await app.http("GET", "/api/translation")).body).toEqual({ isOn: true });

  expect((await app.http("GET", `${said}/translation?to=de`)).status).toBe(422);
  await app.http("PUT", `${said}/removal`, { cookie: host.cookie, body: { removed: true } });
  expect((await app.http("GET", `${said}/translation?to=zh-CN`)).status).toBe(404);

  answers = 500;
  const later = await write("good evening");
  expect((await app.http("GET", `${later}/translation?to=zh-CN`)).body).toMatchObject({
    code: "translation_unavailable",
  });
  answers = 200;
  expect((await app.http("GET", `${later}/translation?to=zh-CN`)).status).toBe(200);
  line.disconnect();
});

test("a shop without a translator says so", async () => {
  const bare = await startApp();
  try {
    expect((await bare.http("GET", "/api/translation")).body).toEqual({ isOn: false });
    const nobody = "00000000-0000-4000-8000-000000000000";
    const answer = await bare.http("GET", `/api/shows/${nobody}/chat/${nobody}/translation?to=en`);
    expect(answer.body).toMatchObject({ code: "translation_off" });
  } finally {
    await bare.stop();
  }
});

test("a question is translated with its answer, as long as everybody may read it", async () => {
  const host = await app.person("host");
  const { showId } = await app.openEdition({}, host.email);
  const { cookie } = await app.person("viewer", "Wen");
  const path = `/api/shows/${showId}/questions`;
  const question = z
    .object({ id: z.uuid() })
    .parse((await app.http("POST", path, { cookie, body: { body: "Is it blue?" } })).body);
  const read = async () => (await app.http("GET", `${path}/${question.id}/translation?to=zh-CN`)).body;
  expect(await read()).toEqual({ body: { text: "?eulb ti sI", from: "en" }, answer: null });
  await app.http("PUT", `${path}/${question.id}/answer`, { cookie: host.cookie, body: { answer: "<i>yes</i>" } });
  expect(await read()).toMatchObject({ answer: { text: ">i/<sey>i<", from: "en" } });
  await app.http("PUT", `${path}/${question.id}/state`, { cookie: host.cookie, body: { state: "REMOVED" } });
  expect(await read()).toMatchObject({ code: "not_found" });
});
