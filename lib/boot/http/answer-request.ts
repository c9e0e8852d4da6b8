import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { fileURLToPath } from "node:url";
import { createApiListener } from "#lib/boot/http/api-listener.ts";
import { answerOddTargets, isUsual } from "#lib/boot/http/check-target.ts";
import type { Connections } from "#lib/boot/http/connections.ts";
import { createForward } from "#lib/boot/http/forward.ts";
import { answerHealth } from "#lib/boot/http/health.ts";
import { createMetrics } from "#lib/boot/http/metrics.ts";
import { keepToTls } from "#lib/boot/http/page-headers.ts";
import { createPageListener, type Pages } from "#lib/boot/http/page-listener.ts";
import type { Container } from "#lib/container.ts";
import { answerImages } from "#lib/images/send-image.ts";
import { previewAnswers } from "#lib/images/send-preview.ts";
import { createMediaHandler } from "#lib/media/serve/http.ts";
import { offlineAnswers } from "#lib/offline/answer-offline.ts";
import { answerPreorder } from "#lib/preorders/answer-preorder.ts";
import { lookAnswers } from "#lib/shop/look/answer-look.ts";

type Settings = {
  pages?: Pages;
  isDraining: () => boolean;
  connections: Connections;
  sockets: () => number;
};

const publicDir = fileURLToPath(new URL("../../../public", import.meta.url));

/** The order of handlers: API, media, pictures, health, pages. */
export function createRequestListener(
  app: Container,
  { pages, isDraining, connections, sockets }: Settings,
): RequestListener {
  const { env } = app;
  const api = answerPreorder(app, createApiListener(app));
  const forward = createForward(app);
  const handleMedia = createMediaHandler(app.channels);
  const answerPreview = previewAnswers({ dataDir: env.DATA_DIR, publicDir });
  const answerOffline = offlineAnswers({ isOn: env.OFFLINE_PAGE, shop: app.shop });
  const answerLook = lookAnswers(app);
  const pageListener = pages && createPageListener(pages, app);
  const answerMetrics = createMetrics(app, { sockets, redis: app.shared?.redis, pageCache: pageListener?.figures });
  const isSecure = env.PUBLIC_URL.startsWith("https:");
  return (request, response) => {
    connections.keep(request.socket);
    response.on("close", spare);
    if (isDraining() || request.headers.upgrade !== undefined) response.setHeader("connection", "close");
    else if (isUsual(request.url) && pageListener?.answerReady(request, response)) return;
    if (isSecure) response.setHeader("strict-transport-security", keepToTls);
    if (answerOddTargets(request, response)) return;
    forward(request, response, () => answer(request, response));
  };

  /** One for all: an answer closes once. */
  function spare(this: ServerResponse) {
    connections.spare(this.req.socket);
  }

  function answer(request: IncomingMessage, response: ServerResponse) {
    if (isApi(request)) return api(request, response);
    if (handleMedia(request, response)) return;
    response.setHeader("x-content-type-options", "nosniff");
    if (answerPreview(request, response) || answerImages(request, response, env.DATA_DIR)) return;
    if (answerHealth(request, response, app, isDraining()) || answerMetrics(request, response)) return;
    if (answerLook(request, response) || answerOffline(request, response)) return;
    if (pageListener) pageListener.answer(request, response);
    else response.writeHead(404).end();
  }
}

function isApi({ url }: IncomingMessage): boolean {
  return url !== undefined && (url.startsWith("/api/") || url === "/api");
}
