import { useEffect, useEffectEvent, useRef, useState } from "react";
import { type OwnPlace, useOwnPlace } from "#components/queue/own-places.tsx";
import type { Preorder } from "./use-preorder.ts";

type Queued = {
  preorder: Preorder;
  editionId: string;
  dropId: string | null;
  /** The drop has nothing more to offer: the waitlist is what the sheet is about. */
  isShop: boolean;
};

/**
 * One's place in this line while the sheet has nothing newer to show. When the place becomes an order, the sheet goes on to
 * its payment by itself.
 */
export function useQueued({ preorder, editionId, dropId, isShop }: Queued): OwnPlace | undefined {
  const inDrop = useOwnPlace(editionId, dropId);
  const onWaitlist = useOwnPlace(editionId, null);
  const place = isShop && inDrop?.state !== "WAITING" ? (onWaitlist ?? inDrop) : inDrop;
  const wasWaiting = useRef(false);
  const orderId = place?.preorderId ?? null;
  const [fetching, setFetching] = useState(orderId);
  const isFree = preorder.step.at === "choosing" && !preorder.attempt.isAsked;
  wasWaiting.current ||= place?.state === "WAITING";

  // Once for every order: what happens to it afterwards is the sheet's own story.
  const goOn = useEffectEvent(async (id: string) => {
    setFetching(id);
    if (isFree) await preorder.resume(id, wasWaiting.current).catch(() => undefined);
    setFetching(null);
  });
  useEffect(() => {
    if (orderId) void goOn(orderId);
  }, [orderId]);

  if (!isFree) return undefined;
  return place?.state === "WAITING" || (orderId && fetching === orderId) ? place : undefined;
}
