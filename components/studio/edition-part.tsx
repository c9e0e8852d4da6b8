"use client";

import { useRouter } from "next/navigation";
import type { z } from "zod";
import { EditForm, type EditFormProps } from "#components/forms/edit-form.tsx";
import { callApi } from "#components/session/call-api.ts";

type EditionPartProps<Schema extends z.ZodType> = Omit<EditFormProps<Schema>, "send" | "onCancel"> & {
  editionId: string;
  /** What the API calls the part; the edition itself without. */
  part?: "prices" | "waves" | "balance" | "costs" | "goals";
  onDone: () => void;
};

/** One part of an edition that is saved by itself. */
export function EditionPart<Schema extends z.ZodType>({ editionId, part, onDone, ...form }: EditionPartProps<Schema>) {
  const router = useRouter();
  const address = `/api/editions/${editionId}`;
  return (
    <EditForm
      {...form}
      send={async (body) => {
        await (part ? callApi("PUT", `${address}/${part}`, { body }) : callApi("PATCH", address, { body }));
        router.refresh();
        onDone();
      }}
      onCancel={onDone}
    />
  );
}
