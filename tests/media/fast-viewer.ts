import { WebSocket } from "ws";
import { decodeFastMessage, type FastMessage } from "#lib/media/fast/fast-protocol.ts";

export type FastViewer = {
  messages: FastMessage[];
  parts: () => Extract<FastMessage, { type: "part" }>[];
  /** The close code, once it is closed. */
  closed: () => number | undefined;
  /** Stops reading from the line, as a page that hangs does. */
  stall: () => void;
  resume: () => void;
  close: () => void;
  socket: WebSocket;
};

/** A viewer of the fast tier with every message it has heard; resolves when the line is open. */
export async function openFastViewer(origin: string, showId: string, headers: Record<string, string> = {}) {
  const socket = new WebSocket(`${origin.replace("http", "ws")}/media/${showId}/fast`, { headers });
  const messages: FastMessage[] = [];
  let code: number | undefined;
  socket.binaryType = "arraybuffer";
  socket.on("message", (data) => {
    const message = data instanceof ArrayBuffer ? decodeFastMessage(data) : undefined;
    if (message) messages.push(message);
  });
  socket.on("close", (closeCode) => {
    code = closeCode;
  });
  await new Promise<void>((resolve, reject) => {
    socket.once("open", resolve);
    socket.once("error", reject);
  });
  const viewer: FastViewer = {
    ...{ messages, socket, closed: () => code },
    parts: () => messages.filter((message) => message.type === "part"),
    stall: () => socket.pause(),
    resume: () => socket.resume(),
    close: () => socket.terminate(),
  };
  return viewer;
}
