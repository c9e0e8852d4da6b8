import { createServer, type Server } from "node:net";
import { BootError } from "#lib/boot/boot-error.ts";
import { errorCode } from "#lib/error-code.ts";

type Place = { port: number; host?: string };

/** Lines that the system completes before we take them: a crowd comes within one second. */
const backlog = 4096;

/** Listens, and refuses with a sentence when the port is taken or not allowed. Returns the real port (for port 0). */
export function listen(server: Server, { port, host }: Place): Promise<number> {
  return new Promise((resolve, reject) => {
    const refuse = (error: unknown) => reject(explainListenError(error, { port, host }));
    server.once("error", refuse);
    server.listen({ port, host, backlog }, () => {
      server.off("error", refuse);
      const address = server.address();
      resolve(address && typeof address === "object" ? address.port : port);
    });
  });
}

/** Refuses a taken port before the slow steps of a start. */
export async function assertPortFree(place: Place): Promise<void> {
  const probe = createServer();
  await listen(probe, place);
  await new Promise((resolve) => probe.close(resolve));
}

function explainListenError(error: unknown, { port, host }: Place): unknown {
  const sentence: Record<string, string> = {
    EADDRINUSE: `Port ${port} is taken by another program: stop that one, or set PORT to another number.`,
    EACCES: `This user may not listen on port ${port}: set PORT to a number above 1023.`,
    EADDRNOTAVAIL: `This machine has no address ${host}: correct HOST.`,
    ENOTFOUND: `No address is known for ${host}: correct HOST.`,
  };
  const known = sentence[errorCode(error) ?? ""];
  return known ? new BootError(known, { cause: error }) : error;
}
