import type { ReactNode } from "react";
import { ClientWords } from "#components/shell/client-words.tsx";

/** Around everything that lists products: the words that prices and the search speak. */
export function ProductScope({ children }: { children: ReactNode }) {
  return <ClientWords speak={["product", "shelf", "terms"]}>{children}</ClientWords>;
}
