import type { Channels } from "#lib/media/channels.ts";
import { createFeed, type Feed, type FeedTrouble, type OpenTake } from "#lib/media/live/feed.ts";
import type { Unplayable } from "#lib/media/mp4/box-reader.ts";
import type { Refused } from "#lib/media/serve/refusals.ts";
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
  return createFeed({
    openTake: () => openTake(stage, sender),
    onReady,
    onTrouble: (trouble) => onTrouble(sayTrouble(trouble)),
  });
}

/** The name under which a source holds the air: the same after it has connected again. */
export function senderId({ showId, kind }: Pick<Sender, "showId" | "kind">): string {
  return `source:${kind}:${showId}`;
}

function openTake({ channels, air }: Stage, { showId, kind, name, hostName }: Sender): OpenTake | Refused {
  const channel = channels.open(showId);
  const started = channel.startTake({});
  if ("refused" in started) return started;
  const { takeId, showKey: key } = started;
  air.grant(showId, { sender: senderId({ showId, kind }), name: hostName, device: name });
  let n = 0;
  return {
    accept: (bytes) => {
      const answer = channel.accept({ takeId, key, n, bytes });
      n += 1;
      return "refused" in answer ? answer : undefined;
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
