"use client";

import { MoreWords } from "#components/shell/more-words.tsx";
import room from "#lib/words/zh-CN/room.json" with { type: "json" };
import { SmallRoom, type SmallRoomProps } from "./small-room.tsx";

const words = { room };

export function Room(props: SmallRoomProps) {
  return (
    <MoreWords words={words}>
      <SmallRoom {...props} />
    </MoreWords>
  );
}
