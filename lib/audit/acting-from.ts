import { AsyncLocalStorage } from "node:async_hooks";

const place = new AsyncLocalStorage<string>();

/** Every act within `work` is done from this address. */
export function actingFrom<Answer>(address: string, work: () => Answer): Answer {
  return place.run(address, work);
}

/** The address of whoever acts; null for what the server does by itself. */
export function actorAddress(): string | null {
  return place.getStore() ?? null;
}
