import { waitBeforeRetry } from "./wait-before-retry.ts";

const forever = new AbortController().signal;

/**
 * A part of the page that comes when it is wanted. Without a network it comes as soon as there is one again; it never fails,
 * and asking twice loads it once.
 */
export function lazyModule<Module>(load: () => Promise<Module>): () => Promise<Module> {
  let loading: Promise<Module> | undefined;
  return () => {
    loading ??= insist(load);
    return loading;
  };
}

async function insist<Module>(load: () => Promise<Module>): Promise<Module> {
  for (let failures = 0; ; failures += 1) {
    try {
      return await load();
    } catch {
      await waitBeforeRetry(failures, forever);
    }
  }
}
