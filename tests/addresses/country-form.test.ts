import { expect, test } from "vitest";
import { countries } from "#lib/addresses/countries.ts";
import { formOf, linesOf } from "#lib/addresses/country-form.ts";
import { addressInput } from "#lib/addresses/input.ts";
import { readPhone } from "#lib/addresses/phone.ts";

const person = { name: "Jo Doe", phone: "030 901820" };

test.each([
  ["CN", ["postcode", "region", "locality", "district", "street"]],
  ["US", ["street", "locality", "region", "postcode"]],
  ["DE", ["street", "postcode", "locality"]],
  ["JP", ["postcode", "region", "street"]],
  ["GB", ["street", "locality", "postcode"]],
])("%s asks for what its people write, in their order", (country, order) => {
  expect(formOf(country).map(({ name }) => name)).toEqual(order);
});

const good = [
  {
    country: "CN",
    postcode: "２００１２０",
    region: "上海市",
    locality: "上海市",
    district: "浦东新区",
    street: "世纪大道1号",
  },
  { country: "US", street: "1 Main St", locality: "Springfield", region: "IL", postcode: "62701-1234" },
  { country: "DE", street: "Hafenweg 1", postcode: "10115", locality: "Berlin" },
  { country: "JP", postcode: "100-0001", region: "東京都", street: "千代田区千代田1-1" },
  { country: "GB", street: "10 Downing Street", locality: "London", postcode: "sw1a 2aa" },
  { country: "HK", street: "1 Queen's Road", region: "Hong Kong Island" },
  { country: "IE", street: "1 Quay St", locality: "Galway" },
];
test.each(good)("an address of $country is taken, its postcode plain", (address) => {
  const parsed = addressInput.parse({ ...person, ...address });
  expect(parsed.postcode).toBe((address.postcode ?? "").normalize("NFKC").toUpperCase());
});

test.each([
  [{ country: "DE", street: "Hafenweg 1", postcode: "1011", locality: "Berlin" }, "postcode"],
  [{ country: "DE", street: "Hafenweg 1", locality: "Berlin" }, "postcode"],
  [{ country: "US", street: "1 Main St", locality: "Springfield", postcode: "62701" }, "region"],
  [{ country: "JP", postcode: "100-0001", region: "東京都", street: "" }, "street"],
  [{ country: "GB", street: "10 Downing Street", locality: "London", postcode: "10115" }, "postcode"],
  [{ country: "XX", street: "Anywhere" }, "country"],
  [{ country: "DE", street: "1\n2\n3\n4", postcode: "10115", locality: "Berlin" }, "street"],
])("what its country does not take is named: %j", (address, field) => {
  expect(addressInput.safeParse({ ...person, ...address }).error?.issues.map(({ path }) => path.join("."))).toContain(
    field,
  );
});

test("every country has a form with a street", () => {
  for (const country of countries)
    expect(
      formOf(country).map(({ name }) => name),
      country,
    ).toContain("street");
});

test("on a parcel an address stands as its country writes it", () => {
  const [china, states] = good.map((address) => linesOf(addressInput.parse({ ...person, ...address })));
  expect(china).toEqual(["200120", "上海市上海市浦东新区", "世纪大道1号", "Jo Doe"]);
  expect(states).toEqual(["Jo Doe", "1 Main St", "Springfield, IL 62701-1234"]);
});

test.each([
  ["030 901820", "DE", "+49 30 901820"],
  ["+49 30 901820", "US", "+49 30 901820"],
  ["１３８１２３４５６７８", "CN", "+86 138 1234 5678"],
  ["123", "DE", null],
  ["call me", "GB", null],
])("the number %s in %s is %s", (text, country, number) => {
  expect(readPhone(text, country)).toBe(number);
});
