import type { Refusal } from "#lib/refusal.ts";
import words from "#lib/words/en/errors.json" with { type: "json" };

const sentences: Record<string, string> = words;

export type Problem = { status: number; headers: Record<string, string>; text: string };

/** A frozen refusal is said to a crowd: its words are found once. */
const prepared = new WeakMap<Refusal, Problem>();

/** problem+json (RFC 9457) of a refusal: a stable code, a sentence a person can act on, and when to come back. */
export function problemOfRefusal(refusal: Refusal): Problem {
  const known = prepared.get(refusal) ?? write(refusal);
  if (Object.isFrozen(refusal)) prepared.set(refusal, known);
  return known;
}

/** problem+json of a bug: the reference under which the log has it. */
export function problemOfBug(id: string): Problem {
  return problem(500, { code: "internal", title: sentence("unknown", { id }), id });
}

function write({ code, status, field, retryAfter, detail }: Refusal): Problem {
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
