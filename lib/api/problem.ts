import { isConnectionTrouble } from "#lib/db.ts";
import { log } from "#lib/log.ts";
import { Refusal } from "#lib/refusal.ts";
import words from "#lib/words/en/errors.json" with { type: "json" };

const sentences: Record<string, string> = words;

/** problem+json (RFC 9457): a stable code, a sentence a person can act on, and when to come back. */
export function problemResponse(error: unknown): Response {
  if (error instanceof Refusal) return refusalResponse(error);
  if (isConnectionTrouble(error)) return refusalResponse(new Refusal("database_unavailable", { retryAfter: 3 }));
  const id = crypto.randomUUID();
  log.error({ err: error, id }, "request failed");
  return send(500, { code: "internal", title: sentence("unknown", { id }), id });
}

function refusalResponse(refusal: Refusal): Response {
  const { code, status, field, retryAfter, detail } = refusal;
  const title = sentence(code, { field: field ?? "", retryAfter: String(retryAfter ?? 1) });
  return send(status, { code, title, field, retryAfter, ...detail }, retryAfter);
}

function send(status: number, body: Record<string, unknown>, retryAfter?: number): Response {
  const headers: Record<string, string> = { "content-type": "application/problem+json" };
  if (retryAfter !== undefined) headers["retry-after"] = String(retryAfter);
  const text = JSON.stringify({ type: `urn:launchroom:refusal:${String(body.code)}`, status, ...body });
  return new Response(text, { status, headers });
}

function sentence(code: string, facts: Record<string, string>): string {
  const text = sentences[code] ?? code;
  return text
    .replace(/\{(\w+), plural, [^}]*\{[^}]*\}[^}]*\{([^}]*)\}\}/g, (_, name: string, other: string) =>
      other.replace("#", facts[name] ?? ""),
    )
    .replace(/\{(\w+)\}/g, (_, name: string) => facts[name] ?? "");
}
