/** Loads another page whole, so that sockets and servers alike know who is here; what waits for it waits until then. */
export function leaveFor(address: string): Promise<never> {
  window.location.assign(address);
  return new Promise(() => undefined);
}
