-- The zone of a country: its own, else that of the rest of the world. NULL: nothing is shipped there.
CREATE FUNCTION zone_of(p_country text) RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT zone_id FROM shipping_country WHERE country = p_country),
    (SELECT id FROM shipping_zone WHERE is_rest))
$$;

-- So many working days after a day, Monday to Friday; a parcel that leaves at a weekend leaves on Monday.
CREATE FUNCTION add_working_days(p_day date, p_days int) RETURNS date LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN p_days = 0 THEN p_day
    ELSE p_day - greatest(dow - 5, 0) + p_days + 2 * ((least(dow, 5) - 1 + p_days) / 5) END
  FROM (SELECT extract(isodow FROM p_day)::int) d(dow)
$$;

-- The days that the way takes, as [first, last]: of a city those that it says, of a country those of its zone.
CREATE FUNCTION city_days(p_city uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_array(first_days, last_days) FROM delivery_city WHERE id = p_city
$$;
CREATE FUNCTION zone_days(p_country text) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_array(first_days, last_days) FROM shipping_zone WHERE id = zone_of(p_country)
$$;

-- The day on which arrives what leaves on p_day: a city's days are of the calendar and go before those of the zone,
-- which are working days. p_which is 0 for the first day of a window, 1 for its last.
CREATE FUNCTION arrival(p_day date, p_city jsonb, p_zone jsonb, p_which int) RETURNS date LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN p_city IS NOT NULL THEN p_day + (p_city ->> p_which)::int
    WHEN p_zone IS NOT NULL THEN add_working_days(p_day, (p_zone ->> p_which)::int)
    ELSE p_day END
$$;

-- Whether an order of an edition must say which country it goes to: the product is shipped, and the shop has zones.
CREATE FUNCTION asks_country(p_edition uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT p.delivery = 'shipped' AND EXISTS (SELECT FROM shipping_zone)
  FROM edition e JOIN product p ON p.id = e.product_id WHERE e.id = p_edition
$$;

-- What the way of so many units to a country costs, in minor units and with its tax inside: the step of their weight.
-- NULL: they are not shipped there, or not in this currency.
CREATE FUNCTION shipping_fee(p_edition uuid, p_country text, p_currency text, p_quantity int)
  RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT f.fee_minor FROM edition e JOIN shipping_fee f
    ON f.zone_id = zone_of(p_country) AND f.currency = p_currency
      AND f.from_grams <= coalesce(e.weight_grams, 0)::bigint * p_quantity
  WHERE e.id = p_edition ORDER BY f.from_grams DESC LIMIT 1
$$;

-- Every process forgets the zones that it remembers.
CREATE TRIGGER shipping_zone_changed AFTER INSERT OR UPDATE OR DELETE ON shipping_zone
  FOR EACH ROW EXECUTE FUNCTION tell_processes('shipping', 'id');
