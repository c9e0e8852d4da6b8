import { spawn } from "node:child_process";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { beforeAll, expect, test } from "vitest";
import { writePeople } from "#prisma/seed/people.ts";
import { startApp } from "#tests/support/app.ts";
import { payForPasswords } from "#tests/support/password-price.ts";
import { openLine, say } from "#tests/support/sockets.ts";
import { soon } from "#tests/support/soon.ts";

// The process that opens the shop hashes as the product does.
beforeAll(() => payForPasswords(1));

test("opening the shop beside a running server ends every demo session, line and upload at once, and says what is missing", async () => {
  const app = await startApp();
  try {
    await writePeople(app.db);
    const { showId } = await app.openEdition();
    const cookies = await Promise.all(["ops", "host", "viewer"].map((who) => app.signIn(`${who}@demo.launchroom`)));
    const [ops = "", host = ""] = cookies;
    const asks: [string, string, object][] = [
      ["GET", "/api/ops/exports/preorders", { cookie: ops }],
      ["GET", "/api/ops/preorders", { cookie: ops }],
      ["GET", "/api/ops/notices", { cookie: ops }],
      ["POST", "/api/ops/cities", { cookie: ops, body: { name: "Nowhere", firstDays: 1, lastDays: 2 } }],
      ["POST", "/api/images", { cookie: host, raw: dot, headers: { "content-type": "image/gif" } }],
      ["GET", "/api/preorders", { cookie: cookies[2] }],
    ];
    const statuses = async () => {
      const answers = await Promise.all(asks.map(([verb, path, call]) => app.http(verb, path, call)));
      return answers.map(({ status }) => status);
    };
    expect(await statuses(), "all of it works before").toEqual([200, 200, 200, 201, 201, 200]);
    const line = await openLine(app.url, { cookie: ops });
    expect(await say(line, "watchBoard", { showId })).toMatchObject({ ok: true });
    await say(line, "join", { showId });
    const { DATA_DIR } = app.made.env;
    for (const folder of ["files", "recordings"]) {
      await mkdir(join(DATA_DIR, folder), { recursive: true });
      await writeFile(join(DATA_DIR, folder, "left-behind"), "x");
    }

    expect(await open(app.databaseUrl, DATA_DIR, "password12")).toMatchObject({ code: 1 });
    expect(await app.db.user.count(), "a weak password changes nothing").toBeGreaterThan(1);
    const opened = await open(app.databaseUrl, DATA_DIR, "the true owner's words");
    expect(opened.code, opened.said).toBe(0);
    expect(opened.said).not.toContain("the true owner's words");
    for (const words of [
      "rows of user",
      "rows of product",
      "files in ",
      "images",
      "Nobody can pay yet",
      "SMTP_URL",
      "PUBLIC_URL",
    ])
      expect(opened.said).toContain(words);

    await expect.poll(() => line.connected, soon).toBe(false);
    await expect.poll(statuses, soon).toEqual(asks.map(() => 401));
    for (const cookie of cookies) expect((await app.http("GET", "/api/me", { cookie })).body).toBe(null);
    const again = await openLine(app.url, { cookie: ops });
    expect(await say(again, "watchBoard", { showId })).toMatchObject({ ok: false });
    again.disconnect();
    for (const folder of ["files", "images", "recordings"])
      expect(await readdir(join(DATA_DIR, folder)), folder).toEqual([]);
    expect(await app.db.user.findMany()).toMatchObject([{ email: "owner@example.com", role: "owner" }]);
    const body = { email: "owner@example.com", password: "the true owner's words" };
    expect((await app.http("POST", "/api/auth/sign-in/email", { body })).status).toBe(200);
  } finally {
    await app.stop();
  }
}, 180_000);

test("an opening that broke off at the files is begun anew, and leaves nothing of the demo", async () => {
  const app = await startApp();
  try {
    await writePeople(app.db);
    const { DATA_DIR } = app.made.env;
    const recordings = join(DATA_DIR, "recordings");
    await rm(recordings, { recursive: true });
    await writeFile(recordings, "no folder");
    await mkdir(join(DATA_DIR, "files"), { recursive: true });
    await writeFile(join(DATA_DIR, "files", "left-behind"), "x");
    const again = () => open(app.databaseUrl, DATA_DIR, "the true owner's words");
    expect(await again()).toMatchObject({ code: 1 });
    expect(await app.db.user.count()).toBeGreaterThan(1);
    await rm(recordings);
    const opened = await again();
    expect(opened.code, opened.said).toBe(0);
    expect(await readdir(join(DATA_DIR, "files"))).toEqual([]);
  } finally {
    await app.stop();
  }
}, 180_000);

const dot = Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64");

async function open(databaseUrl: string, dataDir: string, password: string) {
  const env = { ...process.env, DATABASE_URL: databaseUrl, DATA_DIR: dataDir };
  const child = spawn(process.execPath, ["scripts/open-shop.ts", "--email", "owner@example.com"], { env });
  child.stdin.end(`${password}\n`);
  const said = Promise.all([text(child.stdout), text(child.stderr)]);
  const code = await new Promise((resolve) => child.on("close", resolve));
  return { code, said: (await said).join("\n") };
}
