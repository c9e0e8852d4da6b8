import { io, type Socket } from "socket.io-client";
import { applyFrame } from "#lib/live/apply.ts";
import type { Ack, ClientEventName, ClientToServer, Frame, ServerToClient, Snapshot } from "#lib/live/contract.ts";

export type Line = Socket<ServerToClient, ClientToServer> & { frames: Frame[]; rooms: Snapshot[] };

/** A viewer's real line to the server, with every frame it has heard, and every room it was told whole. Rejects with the reason when it is refused. */
export async function openLine(
  url: string,
  { cookie, origin = url }: { cookie?: string; origin?: string | null } = {},
) {
  const socket: Socket<ServerToClient, ClientToServer> = io(url, {
    transports: ["websocket"],
    forceNew: true,
    reconnection: false,
    extraHeaders: { ...(origin ? { origin } : {}), ...(cookie ? { cookie } : {}) },
  });
  const frames: Frame[] = [];
  const rooms: Snapshot[] = [];
  socket.on("frame", (frame) => frames.push(frame));
  socket.on("snapshot", (room, ...since) => rooms.push(since.reduce(applyFrame, room)));
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("connect_error", reject);
  });
  return Object.assign(socket, { frames, rooms });
}

/** Says anything under the name of an event, well formed or not, and waits for the answer. */
export function say(line: Line, name: ClientEventName, payload: unknown): Promise<Ack> {
  const patient = line.timeout(8000);
  return Reflect.apply(patient.emitWithAck, patient, [name, payload]);
}
