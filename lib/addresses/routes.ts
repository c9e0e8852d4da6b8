import { z } from "@hono/zod-openapi";
import { addressInput } from "#lib/addresses/input.ts";
import { addAddress, changeAddress, listAddresses, removeAddress } from "#lib/addresses/saved-addresses.ts";
import { savedAddress } from "#lib/addresses/schema.ts";
import { openRoutes } from "#lib/api/route.ts";

const { routes, route } = openRoutes("Accounts");
export const addressRoutes = routes;

route.signedIn.get(
  "/me/addresses",
  { summary: "The addresses that I keep, those used last first", answer: z.array(savedAddress) },
  ({ app, who }) => listAddresses(app, who),
);
route.signedIn.post(
  "/me/addresses",
  { summary: "Keep an address for orders to come", body: addressInput, answer: savedAddress, makes: true },
  ({ app, who, body }) => addAddress(app, who, body),
);
route.buyer.put(
  "/me/addresses/{id}",
  { summary: "Change an address that I keep; orders keep theirs", body: addressInput, answer: savedAddress },
  ({ app, who, id, body }) => changeAddress(app, who, id, body),
);
route.buyer.delete("/me/addresses/{id}", { summary: "Forget an address" }, ({ app, who, id }) =>
  removeAddress(app, who, id),
);
