import { randomBytes } from "node:crypto";
import { io, type Socket } from "socket.io-client";
import type { Ack, ClientToServer, ServerToClient } from "#lib/live/contract.ts";
import { lineSettings } from "#lib/live/line-settings.ts";

type Member = { socket: Socket<ServerToClient, ClientToServer>; isInside: boolean; likes: number };

/** As many pages' lines as are asked for, which come back by themselves as those do and enter the show each time. */
export type LineCrowd = { inside: () => number; leastLikes: () => number; leave: () => void };

export function openCrowd(url: string, showId: string, count: number): LineCrowd {
  const members = Array.from({ length: count }, () => openMember(url, showId));
  return {
    inside: () => members.filter(({ isInside }) => isInside).length,
    leastLikes: () => Math.min(...members.map(({ likes }) => likes)),
    leave: () => {
      for (const { socket } of members) socket.disconnect();
    },
  };
}

function openMember(url: string, showId: string): Member {
  // Each is a browser that was here before: without its own id a crowd behind one address counts as a few.
  const extraHeaders = { origin: url, cookie: `launchroom.viewer=${randomBytes(16).toString("base64url")}` };
  const socket: Member["socket"] = io(url, { ...lineSettings, forceNew: true, extraHeaders });
  const member: Member = { socket, isInside: false, likes: 0 };
  socket.on("connect", () =>
    socket.emit("join", { showId }, (answer: Ack) => {
      member.isInside = answer.ok;
    }),
  );
  socket.on("disconnect", () => {
    member.isInside = false;
  });
  socket.on("frame", ({ likes }) => {
    member.likes = likes;
  });
  return member;
}
