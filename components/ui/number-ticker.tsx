import { useLocale } from "next-intl";

const digits = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

type NumberTickerProps = {
  value: number;
  /** How to write it; by default grouped in the reader's language. */
  format?: (value: number) => string;
};

/** A number whose digits roll to their new places. Every digit has its own fixed column, so nothing around it moves. */
export function NumberTicker({ value, format }: NumberTickerProps) {
  const locale = useLocale();
  const text = format ? format(value) : new Intl.NumberFormat(locale).format(value);
  const characters = [...text];
  return (
    <span className="figures inline-flex whitespace-nowrap">
      <span className="sr-only">{text}</span>
      {characters.map((character, index) => {
        const place = characters.length - index;
        return <Column key={place} character={character} />;
      })}
    </span>
  );
}

function Column({ character }: { character: string }) {
  const digit = digits.indexOf(character);
  if (digit < 0) return <span aria-hidden>{character}</span>;
  return (
    <span aria-hidden className="inline-block h-[1lh] overflow-hidden align-bottom">
      <span
        className="flex flex-col transition-transform duration-500 ease-out"
        style={{ transform: `translateY(${digit * -10}%)` }}
      >
        {digits.map((each) => (
          <span key={each} className="h-[1lh]">
            {each}
          </span>
        ))}
      </span>
    </span>
  );
}
