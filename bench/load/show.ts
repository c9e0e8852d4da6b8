import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Api } from "#bench/load/api.ts";
import { BootError } from "#lib/boot/boot-error.ts";
import { demoPassword, demoPeople } from "#prisma/seed/people.ts";

/** A show on air with an edition to order and a drop to wait for, made through the API by the demo's host. */
export type LoadShow = {
  showId: string;
  editionId: string;
  dropId: string;
  fire(): Promise<void>;
  end(): Promise<void>;
};

const withId = z.object({ id: z.uuid() });
const withEditions = z.object({ editions: z.array(withId) });

export async function openLoadShow(api: Api, origin: string, units: number): Promise<LoadShow> {
  const { cookie, status } = await api("POST", "/api/auth/sign-in/email", {
    ...{ origin, body: { email: demoPeople[0].email, password: demoPassword } },
  });
  if (status !== 200)
    throw new BootError(`The demo's host cannot sign in (${status}): load needs a demo shop, and never a real one.`);
  const make = async (path: string, body: object, method = "POST"): Promise<unknown> => {
    const answer = await api(method, path, { cookie, origin, body });
    if (answer.status >= 300 || answer.status === 0)
      throw new BootError(`${path} was answered ${answer.status} ${answer.text}`);
    return answer.text ? JSON.parse(answer.text) : undefined;
  };
  const run = randomUUID().slice(0, 8);
  const product = withId.parse(await make("/api/products", { slug: `load-${run}`, name: "Load" }));
  const waves = [{ capacity: 1_000_000, start: "2028-05-01", end: "2028-05-20" }];
  const edition = {
    sku: `LOAD-${run.toUpperCase()}`,
    name: "One",
    priceMinor: 24_900,
    depositMinor: 4900,
    currency: "CNY",
  };
  const { editions } = withEditions.parse(
    await make(`/api/products/${product.id}/editions`, { ...edition, stock: 1_000_000, perPersonLimit: 1, waves }),
  );
  const editionId = editions[0]?.id ?? "";
  const startsAt = new Date().toISOString();
  const { id: showId } = withId.parse(
    await make("/api/shows", { title: `Load ${run}`, slug: `load-${run}`, startsAt }),
  );
  await make(`/api/shows/${showId}/products`, { productId: product.id });
  await make(`/api/shows/${showId}/live`, {});
  await make(`/api/editions/${editionId}/sales`, { open: true }, "PUT");
  const drop = { editionId, title: "Load", units, mode: "SHUFFLED", seconds: 600 };
  const { id: dropId } = withId.parse(await make(`/api/shows/${showId}/drops`, drop));
  await make(`/api/drops/${dropId}/arm`, {});
  return {
    ...{ showId, editionId, dropId },
    fire: async () => void (await make(`/api/drops/${dropId}/fire`, { inSeconds: 0 })),
    end: async () => void (await make(`/api/shows/${showId}/end`, {})),
  };
}
