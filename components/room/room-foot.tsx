import { clsx } from "clsx";
import { memo, type RefObject } from "react";
import { PinnedCard } from "#components/catalog/pinned-card.tsx";
import type { LiveShow } from "#components/live/use-show.ts";
import { LateClaimCard } from "#components/questions/late-cards.tsx";
import { useOwnPlaces } from "#components/queue/own-places.tsx";
import type { ProductView } from "#lib/catalog/schema.ts";
import type { LiveDrop } from "#lib/live/contract.ts";
import { ConnectionNotice } from "./connection-notice.tsx";
import { HaltNotes } from "./halt-notes.tsx";
import { LateDrops, useDropsAhead } from "./late-drops.tsx";
import { OrderTicker } from "./order-ticker.tsx";
import { RoomTalk } from "./room-talk.tsx";
import { useFootHeight } from "./use-foot-height.ts";

type RoomFootProps = LiveShow & {
  products: ProductView[];
  drops: LiveDrop[];
  /** What is pinned at the moment on screen. */
  pinnedId: string | null;
  clock: RefObject<() => number | null>;
  account: string | null;
  isGuest: boolean;
  renderedAt: number;
  /** The picture is alone: out of sight and out of reach. */
  isAway: boolean;
  onDrop: (drop: LiveDrop) => void;
  onShop: (product: ProductView, editionId: string) => void;
  onProduct: (productId: string) => void;
  onShelf: () => void;
  onQuestions: () => void;
};

/**
 * Talk, cards and what a thumb presses: over the foot of the picture on a screen that stands, beside it on one that lies. It
 * is drawn anew by frames, and not when a sheet opens.
 */
export const RoomFoot = memo(function RoomFoot(props: RoomFootProps) {
  const { show, connection, products, drops, pinnedId, clock, renderedAt, isAway, onDrop, onShop, onProduct } = props;
  const foot = useFootHeight();
  const { places } = useOwnPlaces();
  const stateIn = (id: string) => places.find(({ dropId, state }) => dropId === id && state !== "LEFT")?.state;
  const pinnedAt = products.findIndex(({ id }) => id === pinnedId);
  const pinned = products[pinnedAt];
  useDropsAhead();
  // What has become an order leaves room for what is on screen now.
  const isDropOn = drops.some(({ id, status }) => status !== "CLOSED" || stateIn(id) !== "SERVED");
  return (
    <div
      ref={foot}
      inert={isAway}
      className={clsx(
        "@container flex min-h-0 flex-auto flex-col wide:row-span-2 wide:border-rule wide:border-l wide:bg-paper",
        "tall:pointer-events-none tall:z-10 tall:max-h-[min(62%,100%-4.5rem)] tall:min-h-[min(var(--room-foot),100%-4.5rem)] tall:flex-none tall:transition-[translate,opacity] tall:*:pointer-events-auto",
        isAway && "wide:hidden tall:translate-x-full tall:opacity-0",
      )}
    >
      <ConnectionNotice connection={connection} />
      {show.status !== "ENDED" && <HaltNotes halts={show.halts} />}
      <LateClaimCard
        showId={show.showId}
        claimId={show.questions.claim}
        className="shrink-0 wide:border-rule wide:border-b tall:mx-2 tall:rounded-lg tall:shadow-lift"
      />
      {drops.length > 0 && (
        <div className={clsx("min-h-0 overflow-y-auto wide:border-b", card)}>
          <LateDrops {...{ drops, products, clock, renderedAt, onDrop, onShop }} stock={show.stock} />
        </div>
      )}
      {pinned && (
        <div className={clsx("shrink-0 overflow-hidden wide:border-b", card, isDropOn && "hidden desk:block")}>
          <PinnedCard product={pinned} number={pinnedAt + 1} isQuiet={isDropOn} onReserve={onProduct} />
        </div>
      )}
      <OrderTicker orders={show.orders} products={products} stock={show.stock} />
      <RoomTalk {...props} />
    </div>
  );
});

/** A card stands on the picture where the screen stands, and reaches from edge to edge where it lies. */
const card = "wide:border-rule tall:order-3 tall:mx-2 tall:mt-1.5 tall:rounded-lg tall:shadow-lift";
