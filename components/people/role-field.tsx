"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { FormField } from "#components/forms/form-field.tsx";
import { Select } from "#components/ui/input.tsx";
import type { StaffRole } from "#lib/people/schema.ts";

type RoleFieldProps = { roles: readonly StaffRole[]; initial: StaffRole; label: string };

/** A role to choose, and what whoever has it may do. */
export function RoleField({ roles, initial, label }: RoleFieldProps) {
  const t = useTranslations("settings.people");
  const [chosen, setChosen] = useState(initial);
  return (
    <FormField path="role" label={label} hint={t(`does.${chosen}`)} required>
      {(binding) => (
        <Select
          {...binding}
          name="role"
          value={chosen}
          onChange={({ target }) => setChosen(roles.find((role) => role === target.value) ?? initial)}
        >
          {roles.map((role) => (
            <option key={role} value={role}>
              {t(`roles.${role}`)}
            </option>
          ))}
        </Select>
      )}
    </FormField>
  );
}
