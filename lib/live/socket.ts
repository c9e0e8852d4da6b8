import type { Socket } from "socket.io-client";
import type { Ack, ClientEventName, ClientToServer, SaidEvent, ServerToClient } from "#lib/live/contract.ts";
import { lineSettings } from "#lib/live/line-settings.ts";

type Client = Socket<ServerToClient, ClientToServer>;
type Heard = ServerToClient & {
  connect: () => void;
  disconnect: (reason: string) => void;
  connect_error: () => void;
};

const againMs = 2000;
const sayWithinMs = 8000;

/** The line as the page holds it: its script comes after the first paint, and who listens before that misses nothing. */
export class LiveSocket {
  #client: Client | undefined;
  readonly #opening: Promise<Client>;
  readonly #early = new Set<[name: keyof Heard, hear: unknown]>();

  constructor() {
    this.#opening = openClient().then((client) => {
      this.#client = client;
      for (const heard of this.#early) Reflect.apply(client.on, client, heard);
      this.#early.clear();
      return client;
    });
  }

  get connected(): boolean {
    return this.#client?.connected === true;
  }

  /** Its client, once the script is there; undefined when that is not within so long. */
  async client(withinMs: number): Promise<Client | undefined> {
    return this.#client ?? Promise.race([this.#opening, pause(withinMs)]);
  }

  on<Name extends keyof Heard>(name: Name, hear: Heard[Name]): void {
    if (this.#client) Reflect.apply(this.#client.on, this.#client, [name, hear]);
    else this.#early.add([name, hear]);
  }

  off<Name extends keyof Heard>(name: Name, hear: Heard[Name]): void {
    if (this.#client) Reflect.apply(this.#client.off, this.#client, [name, hear]);
    for (const early of this.#early) if (early[0] === name && early[1] === hear) this.#early.delete(early);
  }

  /** Says something where there is a line; false where there is none. */
  emit(name: ClientEventName, payload: unknown): boolean {
    if (!this.#client?.connected) return false;
    Reflect.apply(this.#client.emit, this.#client, [name, payload]);
    return true;
  }

  /** Opens it anew after so long. */
  async comeBack(delay: number): Promise<void> {
    comeBack(await this.#opening, delay);
  }
}

const namedKey = "launchroom.named";

let shared: LiveSocket | undefined;

/** The page's one line to the server. It comes back by itself. */
export function liveSocket(): LiveSocket {
  shared ??= new LiveSocket();
  return shared;
}

async function openClient(): Promise<Client> {
  const named = haveBrowserNamed();
  const { io } = await loadClient();
  const client: Client = io({ ...lineSettings, autoConnect: false });
  void named.then(() => client.connect());
  client.on("signedOut", () => comeBack(client, 0));
  client.on("leaveSoon", ({ retryAfterMs }) => comeBack(client, retryAfterMs));
  // A line the server cut does not come back by itself.
  client.on("disconnect", (reason) => {
    if (reason === "io server disconnect") comeBack(client, 500 + Math.random() * 2000);
  });
  // Whoever sees that the network or the page is back does not wait for the next of the growing pauses.
  const hurry = () => {
    if (!client.connected && !document.hidden) comeBack(client, Math.random() * 300);
  };
  window.addEventListener("online", hurry);
  document.addEventListener("visibilitychange", hurry);
  return client;
}

/** Without a network there is no script either: it is asked for again until it comes. */
async function loadClient() {
  for (;;) {
    try {
      return await import("socket.io-client");
    } catch {
      await pause(againMs);
    }
  }
}

/**
 * A page that everybody shares sets no cookie: a browser that never was here gets its id with one call before its line, or a crowd
 * behind one address would count as a few.
 */
async function haveBrowserNamed(): Promise<void> {
  try {
    if (localStorage.getItem(namedKey)) return;
    await fetch("/api/me", { signal: AbortSignal.timeout(3000) });
    localStorage.setItem(namedKey, "1");
  } catch {
    // Without storage or network the line is opened all the same.
  }
}

/** Opens the line anew, so that the server reads the cookies again. */
export function reopenLine() {
  void shared?.comeBack(0);
}

function comeBack(client: Client, delay: number) {
  client.disconnect();
  setTimeout(() => client.connect(), delay);
}

/** Says something and waits for the answer; silence for eight seconds is an answer too. */
export async function say<Name extends ClientEventName>(name: Name, payload: SaidEvent<Name>): Promise<Ack> {
  try {
    const client = await liveSocket().client(sayWithinMs);
    if (!client) return { ok: false, code: "offline" };
    const answer: Ack = await Reflect.apply(emitterOf(client), null, [name, payload]);
    return answer;
  } catch {
    return { ok: false, code: "offline" };
  }
}

/** Says something that nobody waits for an answer to; false while there is no line. */
export function mention<Name extends ClientEventName>(name: Name, payload: SaidEvent<Name>): boolean {
  return liveSocket().emit(name, payload);
}

function emitterOf(client: Client) {
  return (name: ClientEventName, payload: unknown): Promise<Ack> => {
    const waiting = client.timeout(sayWithinMs);
    return Reflect.apply(waiting.emitWithAck, waiting, [name, payload]);
  };
}

function pause(ms: number): Promise<undefined> {
  return new Promise((resume) => setTimeout(resume, ms));
}
