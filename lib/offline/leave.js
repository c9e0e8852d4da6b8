// OFFLINE_PAGE=false: takes the place of the worker that browsers have, throws away what it kept, and goes.
self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => event.waitUntil(leave()));

async function leave() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("launchroom-offline-")).map((name) => caches.delete(name)));
  await self.registration.unregister();
}
