import { ProxyNotice } from "#components/shell/proxy-notice.tsx";
import { asDeskhand } from "#lib/accounts/gate.ts";
import { container } from "#lib/container.ts";
import { currentActor } from "./current-actor.ts";

/** What is wrong with the installation itself, for those who work here. */
export async function StaffNotice() {
  const proxy = container().clients.stranger();
  const actor = proxy && (await currentActor());
  return proxy && actor && asDeskhand(actor) ? <ProxyNotice address={proxy.address} /> : null;
}
