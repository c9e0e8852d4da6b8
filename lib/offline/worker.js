// Stands between the browser and the server for one thing: a page that cannot be fetched for want of a network is answered with our
// offline page. It keeps nothing else, and claims no page that is open already. `version` is written above this by the server.
/* global version */
const page = "/offline";
const prefix = "launchroom-offline-";
const current = prefix + version;
/** Not pages: data, video, sockets, health, Next's own files. */
const left = /^\/(?:api|media|live|ready|metrics|images|socket\.io|_next)(?:\/|$)/;

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(Promise.all([keepPage(), leaveTheRest(event)]));
});

self.addEventListener("activate", (event) => event.waitUntil(forgetOthers()));

self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  if (mode !== "navigate" || method !== "GET" || left.test(new URL(url).pathname)) return;
  event.respondWith(fetch(event.request).catch(offlinePage));
});

async function keepPage() {
  const answer = await fetch(page, { cache: "reload", credentials: "omit" });
  if (!answer.ok) throw new Error(`the offline page was answered with ${answer.status}`);
  const cache = await caches.open(current);
  await cache.put(page, answer);
}

/** Where the browser can be told, everything but pages goes past this worker without waking it. */
async function leaveTheRest(event) {
  try {
    await event.addRoutes?.({ condition: { not: { requestMode: "navigate" } }, source: "network" });
  } catch {}
}

async function forgetOthers() {
  const names = await caches.keys();
  const others = names.filter((name) => name.startsWith(prefix) && name !== current);
  await Promise.all(others.map((name) => caches.delete(name)));
}

/** Says 503, so that nobody takes it for the page that was asked for. */
async function offlinePage() {
  const kept = await caches.match(page, { cacheName: current });
  if (!kept) return Response.error();
  return new Response(kept.body, { status: 503, headers: kept.headers });
}
