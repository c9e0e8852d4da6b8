"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { type DragEvent, useId, useState } from "react";
import { useFaults } from "#components/forms/faults.ts";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Problem } from "#components/ui/problem.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { KnownPictures } from "./known-pictures.tsx";
import { Thumb } from "./thumb.tsx";
import { pictureKinds, useUpload } from "./use-upload.ts";

type ImageFieldProps = {
  label: string;
  name: string;
  initial: string | null;
  /** Pictures already in the catalogue, one press away. */
  known: string[];
};

/** A picture: chosen or dropped and kept by us, taken from the catalogue, or named by its address. */
export function ImageField({ label, name, initial, known }: ImageFieldProps) {
  const t = useTranslations("editing.picture");
  const id = useId();
  const [address, setAddress] = useState(initial ?? "");
  const [isOver, setOver] = useState(false);
  const { sending, problem, send } = useUpload(setAddress);

  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file) void send(file);
  }

  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 font-medium text-sm">{label}</legend>
      <section
        aria-label={label}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={clsx(
          "grid grid-cols-[auto_minmax(0,1fr)] items-center gap-4 rounded-sm border border-dashed p-3 transition-colors",
          isOver ? "border-ink bg-sunk" : "border-edge",
        )}
      >
        <Thumb src={isAddress(address) ? address : null} name={label} className="size-20" />
        <div className="grid gap-2">
          <div className="flex flex-wrap items-center gap-2">
            <label
              htmlFor={id}
              className={clsx(
                buttonClass({ look: "line", size: "sm" }),
                "hover:border-ink hover:bg-sunk has-focus-visible:outline-2 has-focus-visible:outline-ink has-focus-visible:outline-offset-2",
              )}
            >
              {t(address ? "replace" : "choose")}
              <input
                id={id}
                type="file"
                accept={pictureKinds.join(",")}
                className="sr-only"
                onChange={(event) => {
                  const file = event.target.files?.[0];
                  if (file) void send(file);
                  event.target.value = "";
                }}
              />
            </label>
            {address && (
              <Button look="plain" size="sm" onClick={() => setAddress("")}>
                {t("remove")}
              </Button>
            )}
          </div>
          {sending ? (
            <Progress label={t("sending", { file: sending })} value={null} />
          ) : (
            <p className="text-soft text-xs">{t("drop")}</p>
          )}
        </div>
      </section>
      <Problem>{problem}</Problem>
      <KnownPictures known={known} chosen={address} onChoose={setAddress} />
      <Address name={name} label={label} address={address} onAddress={setAddress} />
    </fieldset>
  );
}

type AddressProps = {
  name: string;
  label: string;
  address: string;
  onAddress: (address: string) => void;
};

/** What the form sends, however it was chosen. */
function Address({ name, label, address, onAddress }: AddressProps) {
  const t = useTranslations("studio.image");
  const words = useTranslations("editing.picture");
  const wrong = useFaults()(name, t("wrong"));
  return (
    <details open={wrong ? true : undefined}>
      <summary className="w-fit text-sm text-soft hover:text-ink">{words("byAddress")}</summary>
      <div className="pt-2">
        <Field label={<span className="sr-only">{label}</span>} hint={t("hint")} error={wrong}>
          {(binding) => (
            <Input
              {...binding}
              name={name}
              value={address}
              inputMode="url"
              onChange={(event) => onAddress(event.target.value)}
            />
          )}
        </Field>
      </div>
    </details>
  );
}

function isAddress(text: string): boolean {
  return /^(\/|https:\/\/)/.test(text);
}
