import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { join } from "node:path";
import compression from "compression";
import { answerInTime } from "#lib/api/answer-in-time.ts";
import { answerPages } from "#lib/boot/http/answer-pages.ts";
import { PublicPages } from "#lib/boot/http/answer-public-pages.ts";
import { answerOddMethods } from "#lib/boot/http/check-target.ts";
import { FirstStyles } from "#lib/boot/http/first-styles.ts";
import type { PageCacheFigures } from "#lib/boot/http/page-cache.ts";
import type { PageHandler } from "#lib/boot/http/render-apart.ts";
import { createStaticFiles } from "#lib/boot/http/static-files.ts";
import type { Door } from "#lib/boot/http/upgrades.ts";
import type { Container } from "#lib/container.ts";

export type Pages = {
  answer: PageHandler;
  /** While developing, Next talks to its pages. */
  upgrades?: Door;
};

export type PageListener = {
  answer: RequestListener;
  /** Answers what a crowd asks for and is in memory; false for everything else. */
  answerReady: (request: IncomingMessage, response: ServerResponse) => boolean;
  figures: () => PageCacheFigures;
};

const root = join(import.meta.dirname, "..", "..", "..");
const chunks = join(root, ".next", "static");

/** Files and public pages from memory, everything else from Next. */
export function createPageListener({ answer, upgrades }: Pages, app: Container): PageListener {
  const dev = upgrades !== undefined;
  const compress = compression();
  const page = answerPages(answer, app, { dev });
  const publicPages = new PublicPages(answer, new FirstStyles(join(chunks, "chunks")), app);
  const figures = () => publicPages.figures();
  const direct: RequestListener = (request, response) => {
    answerInTime(request, response);
    compress(request, response, () => page(request, response));
  };
  // What is being changed is not kept.
  if (dev) return { answer: direct, answerReady: () => false, figures };
  const answerFile = createStaticFiles({
    chunks,
    publicFolder: join(root, "public"),
  });
  return {
    answer(request, response) {
      if (answerOddMethods(request, response) || answerFile(request, response)) return;
      if (!publicPages.answer(request, response, () => direct(request, response))) direct(request, response);
    },
    answerReady: (request, response) => publicPages.answerReady(request, response),
    figures,
  };
}
