import { lazyModule } from "#components/ui/lazy-module.ts";

const loadLine = lazyModule(() => import("#lib/live/socket.ts"));
/** Nobody's order waits longer for the line to the server than this. */
const maxWaitMs = 1500;

let making: Promise<void> | undefined;

/** A guest's account, made silently at the first act that needs one. Many acts at once make one account. */
export function ensureAccount(): Promise<void> {
  making ??= makeGuest().finally(() => {
    making = undefined;
  });
  return making;
}

let ready: Promise<void> | undefined;

/** The same, looked up once a page: for acts that should not lose a moment. */
export function readyAccount(): Promise<void> {
  ready ??= ensureAccount().catch((error: unknown) => {
    ready = undefined;
    throw error;
  });
  return ready;
}

async function makeGuest() {
  // Loaded meanwhile, and only where somebody acts: a page may have no line to the server.
  const line = loadLine();
  const who = await fetch("/api/me").then((response) => (response.ok ? response.json() : null));
  if (who) return;
  await fetch("/api/auth/sign-in/anonymous", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  });
  // From now on the server has something to say to this account alone.
  await Promise.race([line.then(({ reopenLine }) => reopenLine()), wait(maxWaitMs)]);
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
