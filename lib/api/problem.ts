import { isConnectionTrouble } from "#lib/db.ts";
import { log } from "#lib/log.ts";
import { Refusal } from "#lib/refusal.ts";
import words from "#lib/words/en/errors.json" with { type: "json" };

const sentences: Record<string, string> = words;

export type Problem = { status: number; headers: Record<string, string>; text: string };

/** A frozen refusal is said to a crowd: its words are found once. */
const prepared = new WeakMap<Refusal, Problem>();

/** problem+json (RFC 9457): a stable code, a sentence a person can act on, and when to come back. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Refusal) return Object.isFrozen(error) ? prepare(error) : refused(error);
  if (isConnectionTrouble(error)) return refused(new Refusal("database_unavailable", { retryAfter: 3 }));
  const id = crypto.randomUUID();
  log.error({ err: error, id }, "request failed");
  return problem(500, { code: "internal", title: sentence("unknown", { id }), id });
}

export function problemResponse(error: unknown): Response {
  const { status, headers, text } = problemOf(error);
  return new Response(text, { status, headers });
}

function prepare(refusal: Refusal): Problem {
  const known = prepared.get(refusal) ?? refused(refusal);
  prepared.set(refusal, known);
  return known;
}

function refused({ code, status, field, retryAfter, detail }: Refusal): Problem {
  const title = sentence(code, { ...textsOf(detail), field: field ?? "", retryAfter: String(retryAfter ?? 1) });
  return problem(status, { code, title, field, retryAfter, ...detail }, retryAfter);
}

/** The facts that a sentence may name. */
function textsOf(detail: Record<string, unknown> = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(detail).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );
}

function problem(status: number, body: { code: string; [fact: string]: unknown }, retryAfter?: number): Problem {
  const headers: Record<string, string> = { "content-type": "application/problem+json" };
  if (retryAfter !== undefined) headers["retry-after"] = String(retryAfter);
  return { status, headers, text: JSON.stringify({ type: `urn:launchroom:refusal:${body.code}`, status, ...body }) };
}

function sentence(code: string, facts: Record<string, string>): string {
  const text = sentences[code] ?? code;
  if (!text.includes("{")) return text;
  return text
    .replace(/\{(\w+), plural, [^}]*\{[^}]*\}[^}]*\{([^}]*)\}\}/g, (_, name: string, other: string) =>
      other.replace("#", facts[name] ?? ""),
    )
    .replace(/\{(\w+)\}/g, (_, name: string) => facts[name] ?? "");
}
