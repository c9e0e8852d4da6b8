import { z } from "zod";
import { openRoutes } from "#lib/api/route.ts";
import { fillCollection } from "#lib/collections/fill-collection.ts";
import { changeCollection, deleteCollection, makeCollection } from "#lib/collections/make-collection.ts";
import { existingCollection, listCollections } from "#lib/collections/queries.ts";
import {
  collectionCard,
  collectionChange,
  collectionInput,
  collectionProducts,
  collectionView,
} from "#lib/collections/schema.ts";
import { readerOf } from "#lib/words/reader.ts";

const { routes, route } = openRoutes("Catalogue");
export const collectionRoutes = routes;

const ownCollection = route.hostOf("collection");

route.anyone.get(
  "/collections",
  { summary: "Collections that show something", answer: z.array(collectionCard) },
  ({ app, c }) => listCollections(app, readerOf(c.req.raw.headers).locale),
);
route.anyone.get(
  "/collections/{id}",
  { summary: "One collection with its products, in its order", answer: collectionView },
  ({ app, id, c }) => existingCollection(app, id, readerOf(c.req.raw.headers).locale),
);
route.host.post(
  "/collections",
  { summary: "Make a collection", body: collectionInput, answer: collectionView, makes: true },
  async ({ app, who, body }) => existingCollection(app, await makeCollection(app, who, body)),
);
ownCollection.patch(
  "/collections/{id}",
  { summary: "Say something else about a collection", body: collectionChange, answer: collectionView },
  async ({ app, who: collection, body }) => {
    await changeCollection(app, collection, body);
    return existingCollection(app, collection.id);
  },
);
ownCollection.put(
  "/collections/{id}/products",
  { summary: "Which products a collection shows, in which order", body: collectionProducts, answer: collectionView },
  async ({ app, who: collection, body }) => {
    await fillCollection(app, collection, body.ids);
    return existingCollection(app, collection.id);
  },
);
ownCollection.delete("/collections/{id}", { summary: "Delete a collection; its products stay" }, ({ app, who }) =>
  deleteCollection(app, who),
);
