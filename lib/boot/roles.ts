import type { Env } from "#lib/env.ts";

/** The parts of the product that a process runs. Every one of them answers the API and the probes. */
export type Parts = { pages: boolean; sockets: boolean; video: boolean; jobs: boolean };

const nothing: Parts = { pages: false, sockets: false, video: false, jobs: false };

export function partsOf(role: Env["ROLE"]): Parts {
  switch (role) {
    case "all":
      return { pages: true, sockets: true, video: true, jobs: true };
    case "web":
      return { ...nothing, pages: true };
    case "room":
      return { ...nothing, sockets: true };
    case "media":
      return { ...nothing, video: true };
    case "jobs":
      return { ...nothing, jobs: true };
  }
}
