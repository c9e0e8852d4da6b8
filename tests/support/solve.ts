import { hash } from "node:crypto";
import { type Challenge, solveChallenge } from "altcha-lib";
import { z } from "zod";
import type { App } from "#tests/support/app.ts";

const issued = z.object({ challenge: z.custom<Challenge>() });

/** Does the work that the shop asks for before an order on open sale, as a browser's worker does. */
export async function proveForSale(app: Pick<App, "http">, cookie: string, editionId: string): Promise<string> {
  const { body } = await app.http("POST", `/api/editions/${editionId}/challenge`, { cookie, body: {} });
  const { challenge } = issued.parse(body);
  const deriveKey = async (_: object, salt: Uint8Array, password: Uint8Array) => ({
    derivedKey: hash("sha256", Buffer.concat([salt, password]), "buffer"),
  });
  const solution = await solveChallenge({ challenge, deriveKey, timeout: 0 });
  return Buffer.from(JSON.stringify({ challenge, solution })).toString("base64");
}
