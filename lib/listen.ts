import pg from "pg";
import { poolSettings } from "#lib/db.ts";
import { log } from "#lib/log.ts";

export type Invalidation =
  | { kind: "user" | "session" | "stock" | "edition" | "drop" | "city" | "shop" | "shipping" | "terms"; id: string }
  | { kind: "gap" };

/**
 * Hears what other processes, and hand-written SQL, changed. After every reconnect the hearer gets a `gap`: invalidations may
 * have been missed, so forget everything that was remembered.
 */
export function listenToDatabase(url: string, hear: (invalidation: Invalidation) => void): { stop(): Promise<void> } {
  let client: pg.Client | undefined;
  let stopped = false;
  let retry: NodeJS.Timeout | undefined;

  async function connect() {
    const { options, ...settings } = poolSettings(url, 1);
    const next = new pg.Client({ ...settings, options });
    client = next;
    let lost = false;
    const reconnect = () => {
      if (lost || stopped) return;
      lost = true;
      hear({ kind: "gap" });
      retry = setTimeout(() => void connect(), 200 + Math.random() * 300);
      next.end().catch(() => undefined);
    };
    next.on("error", reconnect);
    next.on("end", reconnect);
    next.on("notification", ({ payload }) => {
      const invalidation = parseInvalidation(payload ?? "");
      if (invalidation) hear(invalidation);
    });
    try {
      await next.connect();
      await next.query("LISTEN launchroom");
      hear({ kind: "gap" });
    } catch (error) {
      log.warn({ event: "listen_failed", err: error }, "the database does not take LISTEN yet; retrying");
      reconnect();
    }
  }

  void connect();
  return {
    async stop() {
      stopped = true;
      clearTimeout(retry);
      await client?.end().catch(() => undefined);
    },
  };
}

function parseInvalidation(payload: string): Invalidation | null {
  const [kind, id] = payload.split(/:(.*)/s);
  if (!id) return null;
  switch (kind) {
    case "user":
    case "session":
    case "stock":
    case "edition":
    case "drop":
    case "city":
    case "shop":
    case "shipping":
    case "terms":
      return { kind, id };
  }
  return null;
}
