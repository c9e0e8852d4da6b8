import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { messages } from "#lib/words/messages.ts";
import { drawOfflinePage, offlinePolicy } from "./page.ts";

/** A worker may run nothing but itself, and ask only this server. */
const workerPolicy = "default-src 'none'; connect-src 'self'";
const read = (name: string) => readFileSync(join(import.meta.dirname, name), "utf8");

type Settings = {
  isOn: boolean;
  shop: { read: () => Promise<Shop> };
  draw?: typeof drawOfflinePage;
};
type Shop = { name: string; accent?: string | null };
type Answer = { text: string; type: string; policy: string };

const paths = ["/service-worker.js", "/offline"] as const;
type Path = (typeof paths)[number];

/**
 * The offline page and the worker that keeps it. The worker carries the page's hash, so that a changed page is a changed worker,
 * which browsers fetch anew; switched off, it is one that removes itself. While the shop cannot be read they say the name that it
 * had last.
 */
export function offlineAnswers({ isOn, shop, draw = drawOfflinePage }: Settings) {
  let known: Shop = { name: messages.en.common.siteName };
  let answers: { of: Shop; byPath: Record<Path, Answer> } | undefined;

  async function answersNow(): Promise<Record<Path, Answer>> {
    known = await shop.read().catch(() => known);
    const { name, accent } = known;
    if (answers?.of.name !== name || answers.of.accent !== accent)
      answers = { of: known, byPath: answersFor(draw(name, accent), offlinePolicy(accent), isOn) };
    return answers.byPath;
  }

  return function answerOffline({ url = "", method }: IncomingMessage, response: ServerResponse): boolean {
    const path = paths.find((each) => each === url.split("?", 1)[0]);
    if (!path || (method !== "GET" && method !== "HEAD")) return false;
    void answersNow().then((byPath) => send(response, byPath[path], method === "HEAD"));
    return true;
  };
}

function answersFor(page: string, policy: string, isOn: boolean): Record<Path, Answer> {
  const version = createHash("sha256").update(page).update(policy).digest("hex").slice(0, 16);
  const worker = isOn ? `const version = "${version}";\n${read("worker.js")}` : read("leave.js");
  return {
    "/service-worker.js": { text: worker, type: "text/javascript; charset=utf-8", policy: workerPolicy },
    "/offline": { text: page, type: "text/html; charset=utf-8", policy },
  };
}

function send(response: ServerResponse, { text, type, policy }: Answer, isHead: boolean) {
  const bytes = Buffer.from(text);
  response.writeHead(200, {
    "content-type": type,
    "content-length": bytes.length,
    "cache-control": "no-cache",
    "content-security-policy": policy,
    "referrer-policy": "strict-origin-when-cross-origin",
    "x-robots-tag": "noindex",
  });
  response.end(isHead ? undefined : bytes);
}
