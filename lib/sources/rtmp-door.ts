import { createServer, type Socket } from "node:net";
import { errorCode } from "#lib/error-code.ts";
import { log } from "#lib/log.ts";
import { networkOf } from "#lib/network/address-range.ts";
import type { Encoder } from "#lib/sources/receive-encoder.ts";
import { type PublishRequest, RtmpLine } from "#lib/sources/rtmp-line.ts";
import type { SourceTrouble } from "#lib/sources/schema.ts";

/** Lets an encoder in, or says why not. `hangUp` closes its line. */
export type Admit = (
  request: PublishRequest & { address: string; hangUp: () => void },
) => Promise<{ encoder: Encoder } | { rejected: SourceTrouble }>;

export type RtmpDoor = { state: () => "open" | "closed" | "port_taken"; port: number; close: () => void };

const maxLines = 64;
const maxLinesOfOne = 8;
/** An encoder says what it wants to send within a second or two; one that says nothing at all is none. */
const strangersMs = 6000;
const mutesMs = 2500;
const silenceMs = 15_000;

/** Listens for encoders. A port that is taken is said and lived with: the show can come from a browser all the same. */
export function openRtmpDoor({ port, host, admit }: { port: number; host?: string; admit: Admit }): RtmpDoor {
  const lines = new Set<Socket>();
  /** Of these, those who have not been let in, the oldest first: they make room. */
  const strangers = new Set<Socket>();
  let state: ReturnType<RtmpDoor["state"]> = "closed";
  const server = createServer({ noDelay: true }, (socket) => {
    const own = [...lines].filter((line) => isOfOne(line, socket));
    const isFull = own.length >= maxLinesOfOne || lines.size >= maxLines;
    const leaving = own.length >= maxLinesOfOne ? own.find((line) => strangers.has(line)) : [...strangers][0];
    if (isFull && !leaving) return void socket.destroy();
    if (isFull) leaving?.destroy();
    lines.add(socket);
    strangers.add(socket);
    socket.on("close", () => {
      lines.delete(socket);
      strangers.delete(socket);
    });
    answer(socket, admit, () => strangers.delete(socket));
  });
  // Somewhat more than there is room for: those who make room need a moment to go.
  server.maxConnections = maxLines * 2;
  server.on("listening", () => {
    state = "open";
  });
  server.on("error", (error) => {
    state = "port_taken";
    log.warn({ event: "rtmp_port_unavailable", err: error, port }, sayWhy(error, port));
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

/** An IPv6 network of 64 bits is one customer. */
function isOfOne(one: Socket, other: Socket): boolean {
  return networkOf(one.remoteAddress ?? "") === networkOf(other.remoteAddress ?? "");
}

function sayWhy(error: Error, port: number): string {
  const reason: Record<string, string> = {
    EADDRINUSE: "is taken by another program",
    EACCES: "may not be opened by this user",
  };
  const why = reason[errorCode(error) ?? ""] ?? `cannot be opened (${error.message})`;
  return `RTMP port ${port} ${why}: encoders such as OBS cannot connect until RTMP_PORT names another one. Everything else runs.`;
}

function answer(socket: Socket, admit: Admit, onLetIn: () => void): void {
  let encoder: Encoder | undefined;
  const stranger = setTimeout(() => socket.destroy(), strangersMs);
  const mute = setTimeout(() => socket.bytesRead === 0 && socket.destroy(), mutesMs);
  const line = new RtmpLine(socket, { publish: (request) => void letIn(request), packet: receive });

  async function letIn(request: PublishRequest): Promise<void> {
    clearTimeout(stranger);
    // What it sends meanwhile waits in its own network buffers.
    socket.pause();
    const hangUp = () => socket.destroy();
    const answered = await admit({ ...request, address: readableAddress(socket), hangUp }).catch((error: unknown) => {
      log.error({ event: "encoder_failed", err: error }, "an encoder could not be admitted");
      return { rejected: "broken" as const };
    });
    socket.resume();
    if ("rejected" in answered) return line.refuse(`Refused: ${answered.rejected}`);
    encoder = answered.encoder;
    onLetIn();
    if (socket.destroyed) return encoder.gone();
    line.admit();
    socket.setTimeout(silenceMs, () => socket.destroy());
  }

  function receive(packet: Parameters<Encoder["packet"]>[0]): void {
    const rejected = encoder?.packet(packet);
    if (rejected) line.refuse(`Refused: ${rejected}`);
  }

  socket.on("data", (bytes) => {
    try {
      line.parserData(bytes);
    } catch (error) {
      log.info(
        { event: "rtmp_not_encoder", err: error, address: socket.remoteAddress },
        "a connection to the RTMP port was no encoder's",
      );
      socket.destroy();
    }
  });
  socket.on("error", () => socket.destroy());
  socket.on("close", () => {
    clearTimeout(stranger);
    clearTimeout(mute);
    encoder?.gone();
  });
}

function readableAddress({ remoteAddress = "" }: Socket): string {
  return remoteAddress.replace(/^::ffff:/, "");
}
