import { useEffect, useState } from "react";
import { readRoom } from "#components/live/poll-room.ts";
import { useShow } from "#components/live/use-show.ts";
import { SmallPlayer } from "#components/media/player/small-player.tsx";
import type { Snapshot } from "#lib/live/contract.ts";
import type { WatchedShow } from "./watched-show.ts";

export type SmallRoomProps = { watched: WatchedShow; onClose: () => void };

/** The show one comes from, for as long as it is on air. Whoever sees it here is counted in its room. */
export function SmallRoom({ watched, onClose }: SmallRoomProps) {
  const [initial, setInitial] = useState<Snapshot | null>(null);

  useEffect(() => {
    let isGone = false;
    void readRoom(watched.showId).then((room) => {
      if (isGone) return;
      if (room?.status === "LIVE") setInitial(room);
      else onClose();
    });
    return () => {
      isGone = true;
    };
  }, [watched.showId, onClose]);

  return initial && <LiveSmallRoom {...{ watched, initial, onClose }} />;
}

function LiveSmallRoom({ watched, initial, onClose }: SmallRoomProps & { initial: Snapshot }) {
  const { show } = useShow(initial);
  const isOver = show.status !== "LIVE";

  useEffect(() => {
    if (isOver) onClose();
  }, [isOver, onClose]);

  return (
    <SmallPlayer
      showId={watched.showId}
      title={watched.title}
      poster={watched.poster ?? undefined}
      startedMs={watched.startedMs}
      status={show.video}
      href={`/shows/${watched.slug}`}
      onClose={onClose}
    />
  );
}
