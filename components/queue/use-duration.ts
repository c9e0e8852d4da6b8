import { useTranslations } from "next-intl";

const scales = [
  { unit: "days", seconds: 86_400 },
  { unit: "hours", seconds: 3600 },
  { unit: "minutes", seconds: 60 },
] as const;

/** A length of time in words, in the largest unit that says it whole: "5 minutes", "90 seconds". */
export function useDuration(): (seconds: number) => string {
  const t = useTranslations("units");
  return (seconds) => {
    const scale = scales.find((each) => seconds >= each.seconds && seconds % each.seconds === 0);
    return scale ? t(scale.unit, { count: seconds / scale.seconds }) : t("seconds", { count: seconds });
  };
}
