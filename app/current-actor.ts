import { headers } from "next/headers";
import { cache } from "react";
import type { Actor } from "#lib/accounts/schema.ts";
import { container } from "#lib/container.ts";

/** Who asked for this page; null for nobody. Asked once per request. */
export const currentActor = cache(
  async (): Promise<Actor | null> => container().sessions.find((await headers()).get("cookie")),
);
