import { once } from "node:events";
import { connect } from "node:net";

/** Sends exactly these bytes over TCP, which no HTTP client would, and reads the answer until the peer is done. */
export async function sendRaw(port: number, bytes: string | Buffer, endAfter = true): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  const parts: Buffer[] = [];
  socket.on("data", (part) => parts.push(part));
  socket.on("error", () => socket.destroy());
  await once(socket, "connect");
  if (endAfter) socket.end(bytes);
  else socket.write(bytes);
  await once(socket, "close");
  return Buffer.concat(parts).toString("latin1");
}
