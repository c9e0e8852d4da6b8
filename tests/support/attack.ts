import { readdirSync } from "node:fs";
import { connect, type Socket } from "node:net";

const websocket =
  "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
const line = "/socket.io/?EIO=4&transport=websocket";
const unknown = "00000000-0000-4000-8000-000000000000";

/** What a client may begin and not end; none of it is what a browser sends. */
export const beginnings: Record<string, string> = {
  nothing: "",
  "half a head": "GET / HTTP/1.1\r\nHost: x\r\n",
  "half a body":
    "POST /api/preorders HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{",
  "an upgrade under _next": "GET /_next/x HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: anything\r\n\r\n",
  "a socket under _next": `GET /_next/hmr HTTP/1.1\r\nHost: x\r\n${websocket}\r\n`,
  "a socket on a page": `GET /shows/petrel-launch HTTP/1.1\r\nHost: x\r\n${websocket}\r\n`,
  "a socket on the API": `GET /api/shows HTTP/1.1\r\nHost: x\r\n${websocket}\r\n`,
  "a line that never speaks": `GET ${line} HTTP/1.1\r\nHost: x\r\n${websocket}\r\n`,
  "a line that speaks nonsense": `GET ${line} HTTP/1.1\r\nHost: x\r\n${websocket}\r\nnonsense`,
  "a line without a version": `GET /socket.io/?transport=websocket HTTP/1.1\r\nHost: x\r\n${websocket}\r\n`,
  "a line of another kind": "GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: x\r\n\r\n",
  "a line to resume": `GET ${line}&sid=nobody HTTP/1.1\r\nHost: x\r\n${websocket}\r\n`,
  "a socket without its key": `GET ${line} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
  "a seat that reads nothing": `GET /media/${unknown}/fast HTTP/1.1\r\nHost: x\r\n${websocket}\r\n`,
  "another protocol":
    "GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n",
  "a tunnel": "CONNECT example.com:443 HTTP/1.1\r\nHost: x\r\n\r\n",
  "no HTTP": "\u0016\u0003\u0001 hello\r\n\r\n",
};

/** Opens lines that begin so, from an address of this machine, and reads nothing from them. */
export async function beginMany(
  port: number,
  count: number,
  beginning: string,
  localAddress = "127.0.0.1",
): Promise<Socket[]> {
  const opened: Socket[] = [];
  for (let n = 0; n < count; n += 50) {
    const some = Array.from({ length: Math.min(50, count - n) }, () => begin(port, beginning, localAddress));
    opened.push(...(await Promise.all(some)));
  }
  return opened;
}

function begin(port: number, beginning: string, localAddress: string): Promise<Socket> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1", localAddress });
    socket.on("error", () => resolve(socket));
    socket.on("close", () => resolve(socket));
    socket.once("connect", () => socket.write(beginning, () => resolve(socket)));
  });
}

/** Files, lines and pipes that a process has open. Linux alone tells. */
export function countDescriptors(pid: number): number {
  return readdirSync(`/proc/${pid}/fd`).length;
}
