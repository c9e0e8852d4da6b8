import { Agent, request } from "node:http";
import { BootError } from "#lib/boot/boot-error.ts";

type Call = {
  cookie?: string;
  body?: object;
  key?: string;
  address?: string;
  origin?: string;
  headers?: Record<string, string>;
};
export type Said = { status: number; text: string; cookie: string; ms: number };

const agent = new Agent({ keepAlive: true, maxSockets: 256 });
const patienceMs = 30_000;

/** The server under load must be this machine's own. */
export function assertLocal(url: string): URL {
  const { hostname } = new URL(url);
  const isLocal = hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
  if (isLocal) return new URL(url);
  throw new BootError(`Load goes to this machine alone, by 127.0.0.1, localhost or [::1], and not to ${hostname}.`);
}

/** One request, from a local address where one is named; an answer that never came has the status 0. */
export function callTo(base: URL) {
  return (
    method: string,
    path: string,
    { cookie, body, key, address, origin, headers: more }: Call = {},
  ): Promise<Said> => {
    const started = performance.now();
    const payload = body ? JSON.stringify(body) : undefined;
    const headers = {
      ...(payload ? { "content-type": "application/json", "content-length": String(Buffer.byteLength(payload)) } : {}),
      ...(cookie ? { cookie } : {}),
      ...(key ? { "idempotency-key": key } : {}),
      ...(origin ? { origin } : {}),
      ...more,
    };
    return new Promise((resolve) => {
      const local = address && base.hostname !== "[::1]" ? { localAddress: address } : {};
      const asked = request(
        new URL(path, base),
        { method, headers, agent, timeout: patienceMs, ...local },
        (answer) => {
          let text = "";
          answer.setEncoding("utf8").on("data", (chunk: string) => {
            text += chunk;
          });
          answer.on("end", () => {
            const made = (answer.headers["set-cookie"] ?? []).map((line) => line.split(";", 1)[0]).join("; ");
            resolve({ status: answer.statusCode ?? 0, text, cookie: made, ms: performance.now() - started });
          });
          answer.on("error", () => resolve({ status: 0, text, cookie: "", ms: performance.now() - started }));
        },
      );
      asked.on("timeout", () => asked.destroy());
      asked.on("error", ({ message }) =>
        resolve({ status: 0, text: message, cookie: "", ms: performance.now() - started }),
      );
      asked.end(payload);
    });
  };
}

export type Api = ReturnType<typeof callTo>;
