import type { ComponentProps, ReactNode } from "react";
import { Field, type FieldBinding } from "#components/ui/field.tsx";
import { Input, Textarea } from "#components/ui/input.tsx";
import { useFaultsWithin } from "./faults.ts";

type FormFieldProps = {
  /** Where its value stands in what is sent. */
  path: string;
  label: ReactNode;
  hint?: ReactNode;
  /** Said when the value is none that the schema takes; without it the foot of the form says which field it is. */
  wrong?: string;
  required?: boolean;
  optional?: boolean;
  children: (binding: FieldBinding) => ReactNode;
};

/** A field of an EditForm: says below its control what the schema or the server does not take, and is described by it. */
export function FormField({ path, wrong, ...rest }: FormFieldProps) {
  const say = useFaultsWithin();
  return <Field {...rest} error={say(path, wrong)} />;
}

type TextFieldProps = Omit<FormFieldProps, "path" | "children"> & {
  name: string;
  /** Where it differs from the name. */
  path?: string;
} & Omit<ComponentProps<"input">, "name" | "required">;

/** A line of text, read from the form by its name. */
export function TextField({ name, path = name, label, hint, wrong, required, optional, ...rest }: TextFieldProps) {
  return (
    <FormField {...{ path, label, hint, wrong, required, optional }}>
      {(binding) => <Input {...rest} {...binding} name={name} />}
    </FormField>
  );
}

/** A whole number. */
export function CountField(props: TextFieldProps) {
  return <TextField inputMode="numeric" autoComplete="off" {...props} />;
}

type LongTextFieldProps = Omit<TextFieldProps, keyof ComponentProps<"input">> &
  Pick<TextFieldProps, "name" | "required"> &
  Omit<ComponentProps<"textarea">, "name" | "required">;

/** Several lines of text. */
export function LongTextField(props: LongTextFieldProps) {
  const { name, path = name, label, hint, wrong, required, optional, ...rest } = props;
  return (
    <FormField {...{ path, label, hint, wrong, required, optional }}>
      {(binding) => <Textarea {...rest} {...binding} name={name} />}
    </FormField>
  );
}
