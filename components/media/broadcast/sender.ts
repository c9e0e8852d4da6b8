const idKey = "launchroom.sender";
const onAirKey = "launchroom.onAir";
const answerWithinMs = 250;

type Said = { ask: string } | { mine: string };

/**
 * This page's own name towards the server. It stays through a reload; a duplicated tab, which is born with the name of
 * the first, takes another one as soon as the first says so.
 */
export type SenderName = {
  /** Resolves once no other page can have the same name. `isCopy`: this page began as a duplicate of another. */
  settled: Promise<{ id: string; isCopy: boolean }>;
  close: () => void;
};

export function takeSenderName(): SenderName {
  const channel = typeof BroadcastChannel === "undefined" ? undefined : new BroadcastChannel(idKey);
  let id = read(idKey) ?? crypto.randomUUID();
  write(idKey, id);
  const settled = new Promise<{ id: string; isCopy: boolean }>((resolve) => {
    const timer = setTimeout(() => resolve({ id, isCopy: false }), answerWithinMs);
    channel?.addEventListener("message", ({ data }: MessageEvent<Said>) => {
      if ("ask" in data && data.ask === id) channel.postMessage({ mine: id } satisfies Said);
      if (!("mine" in data) || data.mine !== id) return;
      clearTimeout(timer);
      id = crypto.randomUUID();
      write(idKey, id);
      resolve({ id, isCopy: true });
    });
  });
  channel?.postMessage({ ask: id } satisfies Said);
  return { settled, close: () => channel?.close() };
}

/** Whether this tab was on air with the show when it was last loaded. */
export function wasOnAir(showId: string): boolean {
  return read(onAirKey) === showId;
}

export function rememberOnAir(showId: string | null): void {
  write(onAirKey, showId);
}

/** Such as "Chrome on Windows". Empty when the browser does not say. */
export function nameDevice(userAgent: string): string {
  const browser = browsers.find(([, mark]) => mark.test(userAgent))?.[0];
  const system = systems.find(([, mark]) => mark.test(userAgent))?.[0];
  return browser && system ? `${browser} on ${system}` : (browser ?? system ?? "");
}

const browsers: [string, RegExp][] = [
  ["Edge", /Edg\//],
  ["Firefox", /Firefox\/|FxiOS\//],
  ["Chrome", /Chrom(e|ium)\/|CriOS\//],
  ["Safari", /Safari\//],
];
const systems: [string, RegExp][] = [
  ["iPhone", /iPhone/],
  ["iPad", /iPad/],
  ["Android", /Android/],
  ["Windows", /Windows/],
  ["Mac", /Mac OS X/],
  ["ChromeOS", /CrOS/],
  ["Linux", /Linux/],
];

function read(key: string): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string | null): void {
  try {
    if (value === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, value);
  } catch {
    return;
  }
}
