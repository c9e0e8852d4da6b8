-- The zone of a country: its own, else that of the rest of the world. NULL: nothing is shipped there.
CREATE FUNCTION zone_of(p_country text) RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT zone_id FROM shipping_country WHERE country = p_country),
    (SELECT id FROM shipping_zone WHERE is_rest))
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
