"use client";

import dynamic from "next/dynamic";

/**
 * What a show's page needs before the show or after it. Each is asked for by whoever draws it: parts that a page names itself
 * are bundled together, and a room on air would bring along what it was and what it will be.
 */
export const UpcomingRoom = dynamic(() => import("./upcoming-room.tsx").then((module) => module.UpcomingRoom));
export const ReplayStage = dynamic(() => import("./replay-stage.tsx").then((module) => module.ReplayStage));
export const EndedWatch = dynamic(() => import("./ended-watch.tsx").then((module) => module.EndedWatch));
export const EndedShelf = dynamic(() => import("./ended-shelf.tsx").then((module) => module.EndedShelf));
