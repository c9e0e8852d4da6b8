import { NextIntlClientProvider, useMessages } from "next-intl";
import type { ReactNode } from "react";
import { MoreWords } from "./more-words.tsx";

type Namespace = keyof ReturnType<typeof useMessages>;

/** What every client component may say. The root layout sends it. */
const shared: readonly Namespace[] = ["common", "errors", "units"];

/** Sends the shared words to the browser, once a page. */
export function SharedWords({ children }: { children: ReactNode }) {
  const messages = useMessages();
  return <NextIntlClientProvider messages={pick(messages, shared)}>{children}</NextIntlClientProvider>;
}

/**
 * Sends words to the browser: only the namespaces that the client components below speak. Server components need none of
 * this.
 */
export function ClientWords({ speak, children }: { speak: Namespace[]; children: ReactNode }) {
  return <MoreWords words={pick(useMessages(), speak)}>{children}</MoreWords>;
}

function pick(messages: ReturnType<typeof useMessages>, names: readonly Namespace[]) {
  return Object.fromEntries(names.map((name) => [name, messages[name]]));
}
