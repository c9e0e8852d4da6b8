import { Agent, type IncomingHttpHeaders, request } from "node:http";

export type Answer = { status: number; headers: IncomingHttpHeaders; text: string; body: unknown };

export type Call = {
  cookie?: string;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is, in place of `body`. */
  raw?: string | Buffer;
  /** The Idempotency-Key. */
  key?: string;
  headers?: Record<string, string>;
};

export type Http = (method: string, path: string, call?: Call) => Promise<Answer>;

const agent = new Agent({ keepAlive: true });

/** Plain HTTP without a browser's rules, so that a test may forge what it likes. Rejects when no answer comes. */
export function httpTo(url: string): Http {
  return (method, path, { cookie, body, raw, key, headers } = {}) => {
    const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const sent = {
      ...(payload === undefined ? {} : { "content-type": "application/json", "content-length": lengthOf(payload) }),
      ...(cookie ? { cookie } : {}),
      ...(key ? { "idempotency-key": key } : {}),
      ...headers,
    };
    return new Promise((resolve, reject) => {
      const outgoing = request(`${url}${path}`, { method, headers: sent, agent }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          const text = Buffer.concat(chunks).toString();
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text, body: parse(text) });
        });
      });
      outgoing.on("error", reject);
      outgoing.end(payload);
    });
  };
}

const lengthOf = (payload: string | Buffer) => String(Buffer.byteLength(payload));

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What a browser would send back after this answer. */
export function cookieFrom({ headers }: Answer): string {
  return (headers["set-cookie"] ?? []).map((line) => line.split(";", 1)[0]).join("; ");
}
