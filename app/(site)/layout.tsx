import type { ReactNode } from "react";
import { KeepWatching } from "#components/room/keep-watching.tsx";
import { SitePage } from "#components/shell/site-page.tsx";
import { container } from "#lib/container.ts";
import { currentActor } from "../current-actor.ts";
import { headerPerson } from "../header-person.ts";

export default async function SiteLayout({ children }: { children: ReactNode }) {
  return (
    <SitePage person={headerPerson(await currentActor())} shop={await container().shop.read()}>
      {children}
      <KeepWatching />
    </SitePage>
  );
}
