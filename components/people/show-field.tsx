import { FormField } from "#components/forms/form-field.tsx";
import { Select } from "#components/ui/input.tsx";

export type NamedShow = { id: string; title: string };

type ShowFieldProps = {
  shows: NamedShow[];
  label: string;
  wrong?: string /** What stands for no show in particular. */;
  whole?: string;
};

/** One of the shows to come, or all of them. */
export function ShowField({ shows, label, wrong, whole }: ShowFieldProps) {
  return (
    <FormField path="showId" label={label} wrong={wrong} required>
      {(binding) => (
        <Select {...binding} name="showId">
          {whole !== undefined && <option value="">{whole}</option>}
          {shows.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </Select>
      )}
    </FormField>
  );
}
