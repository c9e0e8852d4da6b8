import { readdirSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { keptImage } from "#lib/images/schema.ts";
import { type App, startApp } from "#tests/support/app.ts";

let app: App;
let cookie: string;

beforeAll(async () => {
  app = await startApp();
  cookie = (await app.person("host")).cookie;
});

afterAll(() => app.stop());

test("a photo is kept upright, drawn anew, without where and with what it was taken", async () => {
  const photo = await picture(600, 400)
    .withMetadata({
      orientation: 6,
      exif: { IFD0: { Make: "Camera of Ines" }, IFD3: { GPSLatitude: "31/1 14/1 0/1" } },
    })
    .jpeg()
    .toBuffer();
  expect((await sharp(photo).metadata()).exif?.toString("latin1")).toContain("Camera of Ines");
  const { src, width, height } = await keep(photo, "image/jpeg");
  expect({ width, height }).toEqual({ width: 400, height: 600 });
  const served = await fetch(`${app.url}${src}`);
  const bytes = Buffer.from(await served.arrayBuffer());
  expect(served.headers.get("content-type")).toBe("image/webp");
  expect(served.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  expect(served.headers.get("x-content-type-options")).toBe("nosniff");
  const { format, exif, iptc, xmp, orientation } = await sharp(bytes).metadata();
  expect({ format, exif, iptc, xmp, orientation }).toMatchObject({ format: "webp", orientation: undefined });
  expect([exif, iptc, xmp]).toEqual([undefined, undefined, undefined]);
  expect(bytes.toString("latin1")).not.toContain("Camera of Ines");
});

test("a huge picture is made smaller and keeps its shape; a small one is not blown up", async () => {
  expect(await keep(await picture(4800, 1200).png().toBuffer(), "image/png")).toMatchObject({
    width: 2400,
    height: 600,
  });
  expect(await keep(await picture(30, 20).webp().toBuffer(), "image/webp")).toMatchObject({ width: 30, height: 20 });
});

test("the same picture is kept once, under the same address, which answers a second look with 304", async () => {
  const photo = await picture(80, 80).png().toBuffer();
  const first = await keep(photo, "image/png");
  expect(await keep(photo, "image/png")).toEqual(first);
  const names = readdirSync(join(app.made.env.DATA_DIR, "images"));
  expect(names.filter((name) => first.src.endsWith(name))).toHaveLength(1);
  expect(names.filter((name) => name.endsWith(".part"))).toEqual([]);
  const { headers } = await app.http("GET", first.src);
  const again = await app.http("GET", first.src, { headers: { "if-none-match": headers.etag ?? "" } });
  expect(again).toMatchObject({ status: 304, text: "" });
  expect(await app.http("HEAD", first.src)).toMatchObject({ status: 200, text: "" });
});

test("the same picture sent twenty times at once is kept once, and each of the twenty is told where", async () => {
  const photo = await picture(700, 500).jpeg().toBuffer();
  const answers = await Promise.all(Array.from({ length: 20 }, () => send(photo, "image/jpeg")));
  expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(201));
  expect(new Set(answers.map(({ body }) => keptImage.parse(body).src)).size).toBe(1);
  const names = readdirSync(join(app.made.env.DATA_DIR, "images"));
  expect(names.filter((name) => name.endsWith(".part"))).toEqual([]);
});

test.each([
  ["a drawing that calls itself a photo", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), "image/png"],
  ["a page", Buffer.from("<script>alert(1)</script>"), "image/jpeg"],
  ["nothing", Buffer.alloc(0), "image/png"],
])("%s is refused and nothing is kept", async (_, raw, type) => {
  expect(await send(raw, type)).toMatchObject({ status: 422, body: { code: "picture_unreadable" } });
});

test("half a photo is refused, and so is one with more pixels than anybody needs", async () => {
  const noise = Buffer.from(Array.from({ length: 300 * 200 * 3 }, (_, index) => (index * 7919) % 251));
  const whole = await sharp(noise, { raw: { width: 300, height: 200, channels: 3 } })
    .jpeg()
    .toBuffer();
  expect(await send(whole.subarray(0, whole.length / 2), "image/jpeg")).toMatchObject({ status: 422 });
  const bomb = await picture(9000, 9000).png().toBuffer();
  expect(await send(bomb, "image/png")).toMatchObject({ status: 422, body: { code: "picture_unreadable" } });
});

test("eleven megabytes are too large before anything is decoded, announced or not", async () => {
  const heavy = Buffer.alloc(11 * 1024 * 1024, 1);
  expect(await send(heavy, "image/png")).toMatchObject({ status: 413, body: { code: "body_too_large" } });
});

test("only pictures are taken, and nothing outside the folder is served", async () => {
  expect(await send(Buffer.from("%PDF-1.7"), "application/pdf")).toMatchObject({
    status: 415,
    body: { code: "unsupported_media_type" },
  });
  for (const path of ["/images/../secret", "/images/..%2fsecret", "/images/", `/images/${"0".repeat(32)}.webp`]) {
    expect((await app.http("GET", path)).status, path).toBe(404);
  }
  expect((await app.http("DELETE", `/images/${"0".repeat(32)}.webp`)).status).toBe(405);
});

function picture(width: number, height: number) {
  return sharp({ create: { width, height, channels: 3, background: { r: 207, g: 54, b: width % 255 } } });
}

function send(raw: Buffer, type: string) {
  return app.http("POST", "/api/images", { cookie, raw, headers: { "content-type": type } });
}

async function keep(raw: Buffer, type: string) {
  const answer = await send(raw, type);
  expect(answer).toMatchObject({ status: 201 });
  return keptImage.parse(answer.body);
}
