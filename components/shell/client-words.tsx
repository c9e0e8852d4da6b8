import { NextIntlClientProvider, useMessages } from "next-intl";
import type { ReactNode } from "react";

type Namespace = keyof ReturnType<typeof useMessages>;

/** What every client component may say. */
const shared: readonly Namespace[] = ["common", "errors", "units"];

/**
 * Sends words to the browser: only the namespaces that the client components below speak, beside the shared ones.
 * Server components need none of this.
 */
export function ClientWords({ speak = [], children }: { speak?: Namespace[]; children: ReactNode }) {
  const messages = useMessages();
  const picked = Object.fromEntries([...shared, ...speak].map((name) => [name, messages[name]]));
  return <NextIntlClientProvider messages={picked}>{children}</NextIntlClientProvider>;
}
