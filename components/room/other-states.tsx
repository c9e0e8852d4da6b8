"use client";

import dynamicPart from "next/dynamic";

/**
 * What a show's page needs before the show or after it. Each is asked for by whoever draws it: parts that a page names itself
 * are bundled together, and a room on air would bring along what it was and what it will be.
 */
export const UpcomingRoom = dynamicPart(() => import("./upcoming-room.tsx").then((module) => module.UpcomingRoom));
export const ReplayStage = dynamicPart(() => import("./replay-stage.tsx").then((module) => module.ReplayStage));
export const EndedWatch = dynamicPart(() => import("./ended-watch.tsx").then((module) => module.EndedWatch));
export const EndedShelf = dynamicPart(() => import("./ended-shelf.tsx").then((module) => module.EndedShelf));
export const ShowQuestions = dynamicPart(() =>
  import("#components/questions/show-questions.tsx").then((module) => module.ShowQuestions),
);
