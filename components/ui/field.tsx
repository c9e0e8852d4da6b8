import { useTranslations } from "next-intl";
import { type ReactNode, useId } from "react";

/** What a control must carry so that its label, hint and error are read with it. */
export type FieldBinding = {
  id: string;
  required: boolean;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
};

type FieldProps = {
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  required?: boolean;
  /** Say "optional" beside the label; for forms where most fields are required. */
  optional?: boolean;
  children: (binding: FieldBinding) => ReactNode;
};

export function Field({ label, hint, error, required = false, optional = false, children }: FieldProps) {
  const t = useTranslations("common");
  const id = useId();
  const described = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ");
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="flex items-baseline justify-between gap-2 font-medium text-sm">
        {label}
        {optional && <span className="font-normal text-faint text-xs">{t("optional")}</span>}
      </label>
      {children({
        id,
        required,
        "aria-describedby": described || undefined,
        "aria-invalid": error ? true : undefined,
      })}
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-soft">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} role="alert" className="text-danger text-sm">
          {error}
        </p>
      )}
    </div>
  );
}
