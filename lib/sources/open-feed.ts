import type { Channels } from "#lib/media/channels.ts";
import { Feed, type FeedTrouble, type OpenTake } from "#lib/media/live/feed.ts";
import type { Unplayable } from "#lib/media/mp4/box-reader.ts";
import type { AirLeases } from "#lib/shows/air-leases.ts";
import type { SourceKind, SourceTrouble } from "#lib/sources/schema.ts";

export type Stage = { channels: Channels; air: AirLeases };

/** Who sends: `name` is the source's own, `hostName` whose show it is. */
export type Sender = { showId: string; kind: SourceKind; name: string; hostName: string };

/** A feed that takes the air of a show as a browser does: by a take, under a lease. */
export function openFeed({
  stage,
  sender,
  onReady,
  onTrouble,
}: {
  stage: Stage;
  sender: Sender;
  onReady: () => void;
  onTrouble: (trouble: SourceTrouble) => void;
}): Feed {
  return new Feed({
    openTake: () => openTake(stage, sender),
    onReady,
    onTrouble: (trouble) => onTrouble(sayTrouble(trouble)),
  });
}

/** The name under which a source holds the air: the same after it has connected again. */
export function senderId({ showId, kind }: Pick<Sender, "showId" | "kind">): string {
  return `source:${kind}:${showId}`;
}

function openTake({ channels, air }: Stage, { showId, kind, name, hostName }: Sender): OpenTake {
  const channel = channels.open(showId);
  const { takeId, showKey: key } = channel.startTake({});
  air.grant(showId, { sender: senderId({ showId, kind }), name: hostName, device: name });
  let n = 0;
  return {
    accept: (bytes) => {
      channel.accept({ takeId, key, n, bytes });
      n += 1;
    },
    lost: () => channel.sourceLost(takeId),
  };
}

function sayTrouble({ code, about }: FeedTrouble): SourceTrouble {
  if (code === "late_take") return "taken_over";
  if (code === "show_ended") return "show_over";
  return about ? unplayable[about] : "broken";
}

const unplayable: Record<Unplayable, SourceTrouble> = {
  picture: "picture_codec",
  profile: "picture_profile",
  turned: "picture_turned",
  sound: "sound_codec",
};
