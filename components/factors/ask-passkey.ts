import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/browser";
import { callApi } from "#components/session/call-api.ts";
import { lazyModule } from "#components/ui/lazy-module.ts";

const loadBrowserPart = lazyModule(() => import("@simplewebauthn/browser"));

/** Has the browser ask for a passkey; null when none was used, for whichever reason. What the server refuses is thrown. */
export async function signByPasskey() {
  const optionsJSON = await callApi<PublicKeyCredentialRequestOptionsJSON>("POST", "/api/auth/factor/passkey");
  const { startAuthentication } = await loadBrowserPart();
  return startAuthentication({ optionsJSON }).catch(() => null);
}

/** The same for a new one. */
export async function makePasskey() {
  const optionsJSON = await callApi<PublicKeyCredentialCreationOptionsJSON>("POST", "/api/me/factors/passkey");
  const { startRegistration } = await loadBrowserPart();
  return startRegistration({ optionsJSON }).catch(() => null);
}
