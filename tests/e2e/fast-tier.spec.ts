import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "@playwright/test";
import { z } from "zod";
import { TakeStarted } from "#lib/media/schema.ts";
import { openFastViewer } from "#tests/media/fast-viewer.ts";
import { sendRaw } from "#tests/media/raw-request.ts";
import { createSource } from "#tests/media/synthetic.ts";
import { test } from "#tests/support/test.ts";

const show = z.object({ id: z.string(), slug: z.string() });

test("the fast tier and the room share a port with the pages, and none ends the other's line", async ({
  page,
  baseURL,
}) => {
  const origin = baseURL ?? "";
  const call = async (path: string, body: object) => {
    const answer = await page.request.post(path, { data: body, headers: { origin } });
    expect(answer.ok(), `${path} answered ${answer.status()}`).toBe(true);
    return answer.json();
  };
  await call("/api/auth/sign-in/email", { email: "host@demo.launchroom", password: "launchroom-demo" });
  const { id, slug } = show.parse(await call("/api/shows", { title: "Quick", startsAt: new Date().toISOString() }));
  await call(`/api/shows/${id}/live`, {});
  const { takeId, showKey } = TakeStarted.parse(await call(`/api/shows/${id}/takes`, {}));
  const source = createSource();
  let n = 0;
  const upload = async (data: Buffer) => {
    const headers = { authorization: `Bearer ${showKey}`, "content-type": "video/mp4" };
    const answer = await page.request.put(`/media/${id}/takes/${takeId}/chunks/${n++}`, { data, headers });
    expect(answer.ok()).toBe(true);
  };
  await upload(Buffer.concat([source.init, source.take(5)]));
  await page.goto(`/shows/${slug}`);
  await expect(page.getByTestId("viewer-count")).toHaveAttribute("data-viewers", "1");

  const viewer = await openFastViewer(origin.replace("localhost", "127.0.0.1"), id);
  for (let seconds = 0; seconds < 4; seconds++) {
    await upload(source.take(5));
    await sleep(1000);
  }
  await expect.poll(() => viewer.parts().length).toBe(25);
  expect(viewer.closed()).toBeUndefined();
  await expect(page.getByTestId("viewer-count")).toHaveAttribute("data-viewers", "1");

  const nobodys = `GET /shows/${slug} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`;
  expect(await sendRaw(Number(new URL(origin).port), nobodys, false)).not.toMatch(/101 Switching/);

  await call(`/api/shows/${id}/end`, {});
  await expect.poll(() => viewer.messages.at(-1)).toEqual({ type: "bye", reason: "ended" });
});
