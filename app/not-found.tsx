import { NothingHere } from "#components/shell/nothing-here.tsx";
import { SitePage } from "#components/shell/site-page.tsx";
import { container } from "#lib/container.ts";
import { currentActor } from "./current-actor.ts";
import { headerPerson } from "./header-person.ts";

export default async function NotFound() {
  return (
    <SitePage person={headerPerson(await currentActor())} shop={await container().shop.read()}>
      <NothingHere />
    </SitePage>
  );
}
