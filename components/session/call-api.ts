import { ensureAccount } from "#components/session/ensure-account.ts";

/** The API's no, as problem+json said it. */
export class ApiRefusal extends Error {
  readonly code: string;
  readonly status: number;
  readonly field: string | undefined;
  readonly retryAfter: number | undefined;
  readonly id: string | undefined;
  readonly detail: Record<string, unknown>;

  constructor(status: number, problem: Record<string, unknown>) {
    const text = (name: string) => (typeof problem[name] === "string" ? problem[name] : undefined);
    super(text("title") ?? text("code") ?? "refused");
    this.name = "ApiRefusal";
    this.status = status;
    this.code = text("code") ?? "unknown";
    this.field = text("field");
    this.id = text("id");
    this.retryAfter = typeof problem.retryAfter === "number" ? problem.retryAfter : undefined;
    this.detail = problem;
  }
}

type Call = {
  body?: unknown;
  /** Sent as it is, with its own content type, instead of JSON. */
  file?: { body: string | Blob; type: string };
  idempotencyKey?: string;
  /** Asked twice it is one act, also without a key. */
  isOneAct?: boolean;
  signal?: AbortSignal;
};

const tries = 6;

/**
 * Calls our API from a page. A visitor without an account gets a guest's and the call is repeated; a call that may be
 * repeated safely (a read, one with an idempotency key, one act however often asked) survives lost connections and an
 * overloaded server.
 */
export async function callApi<Answer>(method: string, path: string, call: Call = {}): Promise<Answer> {
  const mayRepeat = method === "GET" || call.idempotencyKey !== undefined || call.isOneAct === true;
  let guest = false;
  for (let attempt = 1; ; attempt += 1) {
    const response = await send(method, path, call);
    if (response?.ok) return response.json();
    if (!response && (!mayRepeat || attempt >= tries)) throw new ApiRefusal(0, { code: "offline" });
    if (response) {
      const refusal = new ApiRefusal(response.status, await problemOf(response));
      if (refusal.code === "not_signed_in" && !guest && method !== "GET") {
        guest = true;
        await ensureAccount();
        continue;
      }
      if (!mayRepeat || attempt >= tries || (refusal.status !== 503 && refusal.status !== 429)) throw refusal;
      await pause((refusal.retryAfter ?? 1) * 1000 + Math.random() * 500);
      continue;
    }
    await pause(Math.min(8000, 300 * 2 ** attempt) * (0.5 + Math.random()));
  }
}

async function send(
  method: string,
  path: string,
  { body, file, idempotencyKey, signal }: Call,
): Promise<Response | null> {
  const headers = new Headers();
  if (body !== undefined) headers.set("content-type", "application/json");
  if (file) headers.set("content-type", file.type);
  if (idempotencyKey) headers.set("idempotency-key", idempotencyKey);
  try {
    return await fetch(path, {
      method,
      headers,
      body: file?.body ?? (body === undefined ? undefined : JSON.stringify(body)),
      signal,
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    return null;
  }
}

async function problemOf(response: Response): Promise<Record<string, unknown>> {
  const body: unknown = await response.json().catch(() => null);
  return typeof body === "object" && body ? { ...body } : {};
}

function pause(ms: number) {
  return new Promise((resume) => setTimeout(resume, ms));
}
