type Shown = { q?: string; archived: "true" | "false"; show?: string; after?: string };

/** The address of the studio's products as they are searched for. */
export function productsAddress({ q, archived, show, after }: Shown): string {
  const query = new URLSearchParams({
    ...(q && { q }),
    ...(archived === "true" && { archived }),
    ...(show && { show }),
    ...(after && { after }),
  }).toString();
  return `/studio/products${query && `?${query}`}`;
}
