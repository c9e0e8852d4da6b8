import { useEffect, useEffectEvent, useState } from "react";
import { callApi } from "#components/session/call-api.ts";

const mostAtOnce = 100;

type Listing<Page> = {
  /** Where it is read. */
  path: string;
  read: (answer: unknown) => Page;
  initial: Page | null;
  /** Another one when somebody changed what is listed: then as much as stands here is read again. */
  version: string;
  join: (earlier: Page, later: Page) => Page;
  countOf: (page: Page) => number;
};

/** A list beside the desk of a chat, page by page, as it stands. */
export function useTalkList<Page extends { next: string | null }>(listing: Listing<Page>) {
  const { path, read, initial, version, join, countOf } = listing;
  // What came with the page may be older than the part that shows it: it is read once more.
  const [{ page, readAt }, setRead] = useState({ page: initial, readAt: "" });
  const ask = async (query: string) => read(await callApi("GET", `${path}?${query}`));

  const readAgain = useEffectEvent(async (isCurrent: () => boolean) => {
    if (readAt === version) return;
    const limit = Math.min(mostAtOnce, Math.max(30, page ? countOf(page) : 0));
    const fresh = await ask(`limit=${limit}`).catch(() => null);
    if (fresh && isCurrent()) setRead({ page: fresh, readAt: version });
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: each version is read once
  useEffect(() => {
    let isCurrent = true;
    void readAgain(() => isCurrent);
    return () => {
      isCurrent = false;
    };
  }, [version]);

  const readMore = async () => {
    if (!page?.next) return;
    setRead({ page: join(page, await ask(`after=${page.next}`)), readAt });
  };
  return { page, readMore };
}
