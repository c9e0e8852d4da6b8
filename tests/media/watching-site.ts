import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { dispatchUpgrades } from "#lib/boot/http/upgrades.ts";
import { Channels } from "#lib/media/channels.ts";
import { FastTier } from "#lib/media/fast/fast-tier.ts";
import { createMediaHandler } from "#lib/media/serve/http.ts";
import { Clients } from "#lib/network/clients.ts";
import { listen } from "./listen.ts";
import { sendPage, sendSource } from "./serve-sources.ts";

/** `state` is what the player says of itself, `behind` how many seconds its picture is. */
const watchPage = `<video muted playsinline width="320" height="180"></video><canvas hidden></canvas>
<script type="module">
  import { Player } from "/components/media/player/player.ts";
  const [video, canvas] = [document.querySelector("video"), document.querySelector("canvas")];
  const showId = new URLSearchParams(location.search).get("show");
  const media = new URLSearchParams(location.search).get("media");
  if (media) document.documentElement.dataset.media = media;
  const soundOnly = new URLSearchParams(location.search).has("sound");
  const onState = (state) => { globalThis.state = state; };
  const player = new Player({ video, canvas, showId, soundOnly, isOnAir: true, now: Date.now, onState });
  Object.assign(globalThis, { player, video, behind: () => (Date.now() - player.clock()) / 1000 });
</script>`;

export type WatchingSite = Awaited<ReturnType<typeof openWatchingSite>>;

/** The video's side of the server with a page that is the product's player and nothing else: `/watch?show=`, and `&media=` for an origin of its own for video. */
export async function openWatchingSite({ seats = 10 } = {}) {
  const channels = new Channels();
  const handle = createMediaHandler(channels);
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    if (!handle(request, response)) void answer(request, response);
  });
  const fastTier = new FastTier({ channels, capacity: seats });
  const bounds = { ofOne: 1000, unprovenOfOne: 1000 };
  dispatchUpgrades(server, { doors: [fastTier], clients: new Clients({ trusted: [] }), bounds });
  const site = await listen(server);
  return {
    ...{ channels, fastTier, origin: site.origin, port: site.port },
    /** Every address that was asked for so far. */
    asked,
    close: () => {
      fastTier.close();
      channels.close();
      site.close();
    },
  };
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.url?.startsWith("/watch")) sendPage(response, watchPage);
  else await sendSource(request, response);
}
