import { z } from "zod";
import { instant } from "#lib/moment.ts";

/** How a product gets to whoever bought it. Only what is shipped needs an address. */
export const delivery = z.enum(["shipped", "collected", "digital"]);
export type Delivery = z.infer<typeof delivery>;

export const addressView = z.object({
  name: z.string(),
  phone: z.string(),
  country: z.string(),
  company: z.string(),
  street: z.string(),
  district: z.string(),
  locality: z.string(),
  region: z.string(),
  postcode: z.string(),
});
export type AddressView = z.infer<typeof addressView>;

export const savedAddress = addressView.extend({ id: z.uuid() });
export type SavedAddress = z.infer<typeof savedAddress>;

/** What a view of an order says of where it goes. */
export const orderDelivery = {
  delivery,
  /** Whether it has an address; what it is, if the reader may see it. */
  hasAddress: z.boolean(),
  address: addressView.nullable(),
  canSetAddress: z.boolean(),
  /** From this moment on the address stays; null while no window is promised. */
  addressLockAt: instant.nullable(),
};
