import { once } from "node:events";
import type { Server } from "node:http";

/** Listens on a free port of this machine; `localhost` so that a browser grants the camera. */
export async function listen(server: Server): Promise<{ origin: string; port: number; close: () => void }> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server listens on no port.");
  return {
    origin: `http://localhost:${address.port}`,
    port: address.port,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
