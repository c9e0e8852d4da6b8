import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { join } from "node:path";
import compression from "compression";
import { answerPages } from "#lib/boot/http/answer-pages.ts";
import { answerOddMethods } from "#lib/boot/http/check-target.ts";
import { createCompressedFiles } from "#lib/boot/http/compressed-files.ts";
import type { Door } from "#lib/boot/http/upgrades.ts";
import type { Container } from "#lib/container.ts";

export type Pages = {
  answer: (request: IncomingMessage, response: ServerResponse) => unknown;
  /** While developing, Next talks to its pages. */
  upgrades?: Door;
};

const staticFolder = join(import.meta.dirname, "..", "..", "..", ".next", "static");

export function createPageListener({ answer, upgrades }: Pages, app: Container): RequestListener {
  const dev = upgrades !== undefined;
  const compress = compression();
  const answerCompressed = createCompressedFiles(staticFolder);
  const page = answerPages(answer, app, { dev });
  return (request, response) => {
    if (!dev && (answerOddMethods(request, response) || answerCompressed(request, response))) return;
    compress(request, response, () => page(request, response));
  };
}
