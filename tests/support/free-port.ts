import { assertPortFree } from "#lib/boot/http/listen.ts";

/** A free port below those the system hands to outgoing connections, so that nobody takes it before its server does. */
export async function findFreePort(): Promise<number> {
  for (let tries = 0; tries < 50; tries += 1) {
    const port = 10_000 + Math.floor(Math.random() * 20_000);
    const isFree = await assertPortFree({ port }).then(
      () => true,
      () => false,
    );
    if (isFree) return port;
  }
  throw new Error("no port between 10000 and 30000 is free");
}
