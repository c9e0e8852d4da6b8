import { createServer, type Socket } from "node:net";
import { log } from "#lib/log.ts";
import type { Encoder } from "#lib/sources/receive-encoder.ts";
import { type PublishRequest, RtmpLine } from "#lib/sources/rtmp-line.ts";
import type { SourceTrouble } from "#lib/sources/schema.ts";

/** Lets an encoder in, or says why not. `hangUp` closes its line. */
export type Admit = (
  request: PublishRequest & { address: string; hangUp: () => void },
) => Promise<{ encoder: Encoder } | { turnedAway: SourceTrouble }>;

export type RtmpDoor = { state: () => "open" | "closed" | "port_taken"; port: number; close: () => void };

const mostLines = 64;
const mostLinesOfOne = 8;
const strangersMs = 10_000;
const silenceMs = 15_000;

/** Listens for encoders. A port that is taken is said and lived with: the show can come from a browser all the same. */
export function openRtmpDoor({ port, host, admit }: { port: number; host?: string; admit: Admit }): RtmpDoor {
  const lines = new Set<Socket>();
  let state: ReturnType<RtmpDoor["state"]> = "closed";
  const server = createServer({ noDelay: true }, (socket) => {
    const own = [...lines].filter(({ remoteAddress }) => remoteAddress === socket.remoteAddress).length;
    if (own >= mostLinesOfOne) return void socket.destroy();
    lines.add(socket);
    socket.on("close", () => lines.delete(socket));
    answer(socket, admit);
  });
  server.maxConnections = mostLines;
  server.on("listening", () => {
    state = "open";
  });
  server.on("error", (error) => {
    state = "port_taken";
    log.warn({ err: error, port }, "no encoder can connect: the RTMP port cannot be opened");
  });
  if (port > 0) server.listen(port, host);

  return {
    state: () => state,
    port,
    close: () => {
      state = "closed";
      server.close();
      for (const line of lines) line.destroy();
    },
  };
}

function answer(socket: Socket, admit: Admit): void {
  let encoder: Encoder | undefined;
  const stranger = setTimeout(() => socket.destroy(), strangersMs);
  const line = new RtmpLine(socket, { publish: (request) => void letIn(request), packet: receive });

  async function letIn(request: PublishRequest): Promise<void> {
    clearTimeout(stranger);
    // What it sends meanwhile waits in its own network buffers.
    socket.pause();
    const hangUp = () => socket.destroy();
    const answered = await admit({ ...request, address: readableAddress(socket), hangUp }).catch((error: unknown) => {
      log.error({ err: error }, "an encoder could not be let in");
      return { turnedAway: "broken" as const };
    });
    socket.resume();
    if ("turnedAway" in answered) return line.refuse(`Refused: ${answered.turnedAway}`);
    encoder = answered.encoder;
    if (socket.destroyed) return encoder.gone();
    line.admit();
    socket.setTimeout(silenceMs, () => socket.destroy());
  }

  function receive(packet: Parameters<Encoder["packet"]>[0]): void {
    const turnedAway = encoder?.packet(packet);
    if (turnedAway) line.refuse(`Refused: ${turnedAway}`);
  }

  socket.on("data", (bytes) => {
    try {
      line.parserData(bytes);
    } catch (error) {
      log.info({ err: error, address: socket.remoteAddress }, "a connection to the RTMP port was no encoder's");
      socket.destroy();
    }
  });
  socket.on("error", () => socket.destroy());
  socket.on("close", () => {
    clearTimeout(stranger);
    encoder?.gone();
  });
}

function readableAddress({ remoteAddress = "" }: Socket): string {
  return remoteAddress.replace(/^::ffff:/, "");
}
