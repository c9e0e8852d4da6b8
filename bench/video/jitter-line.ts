import { connect, createServer, type Socket } from "node:net";

/** A way to a port on which everything downstream comes 0 to 300 ms late, in its order: a mobile line of ±150 ms. */
export async function openJitterLine(port: number): Promise<{ port: number; close: () => void }> {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(port, "127.0.0.1");
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.pipe(upstream);
    delayed(upstream, client);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the line listens on no port");
  return {
    port: address.port,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

const jitterMs = 300;

function delayed(from: Socket, to: Socket): void {
  let dueAt = 0;
  from.on("data", (bytes: Buffer) => {
    dueAt = Math.max(dueAt, performance.now() + Math.random() * jitterMs);
    setTimeout(() => to.writable && to.write(bytes), dueAt - performance.now());
  });
}
