import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { offlinePage, offlinePolicy } from "./page.ts";

/** A worker may run nothing but itself, and ask only this server. */
const workerPolicy = "default-src 'none'; connect-src 'self'";
const read = (name: string) => readFileSync(join(import.meta.dirname, name), "utf8");

/**
 * The offline page and the worker that keeps it. The worker carries the page's hash, so that a changed page is a changed worker,
 * which browsers fetch anew; switched off, it is one that removes itself.
 */
export function offlineAnswers({ isOn, page = offlinePage }: { isOn: boolean; page?: string }) {
  const version = createHash("sha256").update(page).update(offlinePolicy).digest("hex").slice(0, 16);
  const worker = isOn ? `const version = "${version}";\n${read("worker.js")}` : read("leave.js");
  const answers: Record<string, { text: string; type: string; policy: string }> = {
    "/service-worker.js": { text: worker, type: "text/javascript; charset=utf-8", policy: workerPolicy },
    "/offline": { text: page, type: "text/html; charset=utf-8", policy: offlinePolicy },
  };

  return function answerOffline({ url = "", method }: IncomingMessage, response: ServerResponse): boolean {
    const answer = answers[url.split("?", 1)[0] ?? ""];
    if (!answer || (method !== "GET" && method !== "HEAD")) return false;
    const bytes = Buffer.from(answer.text);
    response.writeHead(200, {
      "content-type": answer.type,
      "content-length": bytes.length,
      "cache-control": "no-cache",
      "content-security-policy": answer.policy,
      "referrer-policy": "strict-origin-when-cross-origin",
      "x-robots-tag": "noindex",
    });
    response.end(method === "HEAD" ? undefined : bytes);
    return true;
  };
}
