import { io, type Socket } from "socket.io-client";
import type { Ack, ClientEventName, ClientToServer, SaidEvent, ServerToClient } from "#lib/live/contract.ts";

export type LiveSocket = Socket<ServerToClient, ClientToServer>;

const namedKey = "launchroom.named";

let shared: LiveSocket | undefined;

/** The page's one line to the server. It comes back by itself, jittered so that a crowd does not come back at once. */
export function liveSocket(): LiveSocket {
  if (shared) return shared;
  const socket: LiveSocket = io({
    transports: ["websocket"],
    reconnectionDelay: 500,
    reconnectionDelayMax: 10_000,
    randomizationFactor: 1,
    timeout: 8000,
    autoConnect: false,
  });
  void haveBrowserNamed().then(() => socket.connect());
  socket.on("signedOut", () => comeBack(socket, 0));
  socket.on("leaveSoon", ({ retryAfterMs }) => comeBack(socket, retryAfterMs));
  // A line the server cut does not come back by itself.
  socket.on("disconnect", (reason) => {
    if (reason === "io server disconnect") comeBack(socket, 500 + Math.random() * 2000);
  });
  // Whoever sees that the network or the page is back does not wait for the next of the growing pauses.
  const hurry = () => {
    if (!socket.connected && !document.hidden) comeBack(socket, Math.random() * 300);
  };
  window.addEventListener("online", hurry);
  document.addEventListener("visibilitychange", hurry);
  shared = socket;
  return socket;
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
  if (shared) comeBack(shared, 0);
}

function comeBack(socket: LiveSocket, delay: number) {
  socket.disconnect();
  setTimeout(() => socket.connect(), delay);
}

/** Says something and waits for the answer; silence for eight seconds is an answer too. */
export async function say<Name extends ClientEventName>(name: Name, payload: SaidEvent<Name>): Promise<Ack> {
  try {
    const answer: Ack = await Reflect.apply(emitterOf(liveSocket()), null, [name, payload]);
    return answer;
  } catch {
    return { ok: false, code: "offline" };
  }
}

/** Says something that nobody waits for an answer to; false while there is no line. */
export function mention<Name extends ClientEventName>(name: Name, payload: SaidEvent<Name>): boolean {
  const socket = liveSocket();
  if (socket.connected) Reflect.apply(socket.emit, socket, [name, payload]);
  return socket.connected;
}

function emitterOf(socket: LiveSocket) {
  return (name: ClientEventName, payload: unknown): Promise<Ack> => {
    const waiting = socket.timeout(8000);
    return Reflect.apply(waiting.emitWithAck, waiting, [name, payload]);
  };
}
