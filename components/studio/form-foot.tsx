import { Button } from "#components/ui/button.tsx";

type FormFootProps = { label: string; busy: boolean; problem: string | null };

/** The end of a form inside a sheet: stays in reach, says what the server refused. */
export function FormFoot({ label, busy, problem }: FormFootProps) {
  return (
    <div className="sticky -bottom-4 -mx-5 -mb-4 grid gap-2 border-rule border-t bg-raised px-5 py-3">
      {problem && (
        <p role="alert" className="text-danger text-sm">
          {problem}
        </p>
      )}
      <Button type="submit" busy={busy} wide>
        {label}
      </Button>
    </div>
  );
}
