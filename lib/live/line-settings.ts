/** How a page's line opens and comes back: after pauses that grow, each anywhere below its bound, so that a crowd does not come back at once. */
export const lineSettings = {
  transports: ["websocket"],
  reconnectionDelay: 500,
  reconnectionDelayMax: 10_000,
  randomizationFactor: 1,
  timeout: 8000,
};
