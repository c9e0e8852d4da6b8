-- What an edition is asked for in a currency from now on; NULL is nothing. What does not change is not written twice.
CREATE FUNCTION note_price(p_edition uuid, p_currency text, p_price bigint) RETURNS void LANGUAGE sql AS $$
  DELETE FROM price_change
    WHERE edition_id = p_edition AND currency = p_currency AND since >= transaction_timestamp()::timestamptz(3);
  INSERT INTO price_change (edition_id, currency, since, price_minor)
    SELECT p_edition, p_currency, transaction_timestamp()::timestamptz(3), p_price
    WHERE p_price IS DISTINCT FROM (SELECT price_minor FROM price_change
      WHERE edition_id = p_edition AND currency = p_currency ORDER BY since DESC LIMIT 1)
$$;

-- The main price; one in a currency that the main price left is written by the trigger of the further prices.
CREATE FUNCTION note_main_price() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.currency <> NEW.currency THEN
    PERFORM note_price(OLD.id, OLD.currency, NULL);
  END IF;
  PERFORM note_price(NEW.id, NEW.currency, NEW.price_minor);
  RETURN NULL;
END $$;
CREATE TRIGGER main_price_noted AFTER INSERT OR UPDATE OF currency, price_minor ON edition
  FOR EACH ROW EXECUTE FUNCTION note_main_price();

-- A further price that goes because it is the main one now is still asked; one of a deleted edition is nobody's.
CREATE FUNCTION note_further_price() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    PERFORM note_price(id, OLD.currency, NULL) FROM edition WHERE id = OLD.edition_id AND currency <> OLD.currency;
  ELSE
    PERFORM note_price(NEW.edition_id, NEW.currency, NEW.price_minor);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER further_price_noted AFTER INSERT OR UPDATE OR DELETE ON edition_price
  FOR EACH ROW EXECUTE FUNCTION note_further_price();

-- The lowest price that was asked for an edition in the 30 days before a moment, in the shop and in drops that were
-- open then: what a reduction is measured by (Directive 98/6/EC, Art. 6a). NULL where it was not sold in this currency.
CREATE FUNCTION lowest_price(p_edition uuid, p_currency text, p_before timestamptz) RETURNS bigint
  LANGUAGE sql STABLE AS $$
  SELECT min(price) FROM (
    (SELECT price_minor AS price FROM price_change
      WHERE edition_id = p_edition AND currency = p_currency AND since <= p_before - interval '30 days'
      ORDER BY since DESC LIMIT 1)
    UNION ALL
    SELECT price_minor FROM price_change
      WHERE edition_id = p_edition AND currency = p_currency
        AND since > p_before - interval '30 days' AND since < p_before
    UNION ALL
    SELECT p.price_minor FROM drop d JOIN drop_price p ON p.drop_id = d.id
      WHERE d.edition_id = p_edition AND p.currency = p_currency AND d.status IN ('OPEN', 'CLOSED')
        AND d.opens_at < p_before AND coalesce(d.closed_at, p_before) > p_before - interval '30 days') asked
$$;

-- By what the present price of an edition is a reduction, and since when; nothing where it is none.
CREATE FUNCTION reduction_of(p_edition uuid, p_currency text, OUT lowest_minor bigint, OUT reduced_at timestamptz)
  LANGUAGE sql STABLE AS $$
  SELECT lowest, since FROM (
    SELECT c.price_minor, c.since, lowest_price(p_edition, p_currency, c.since) AS lowest FROM price_change c
    WHERE c.edition_id = p_edition AND c.currency = p_currency ORDER BY c.since DESC LIMIT 1) present
  WHERE lowest > price_minor
$$;

-- Writes it beside every price of an edition.
CREATE FUNCTION note_reductions(p_edition uuid) RETURNS void LANGUAGE sql AS $$
  UPDATE edition e SET (lowest_minor, reduced_at) =
      (SELECT r.lowest_minor, r.reduced_at FROM reduction_of(e.id, e.currency) r)
    WHERE e.id = p_edition;
  UPDATE edition_price x SET (lowest_minor, reduced_at) =
      (SELECT r.lowest_minor, r.reduced_at FROM reduction_of(x.edition_id, x.currency) r)
    WHERE x.edition_id = p_edition
$$;

-- Writes beside the prices of a drop by what they are measured: as of its opening, or of now as long as it has none.
CREATE FUNCTION note_lowest(p_drop uuid) RETURNS void LANGUAGE sql AS $$
  UPDATE drop_price p SET lowest_minor = lowest_price(d.edition_id, p.currency, coalesce(d.opens_at, clock_timestamp()))
    FROM drop d WHERE d.id = p_drop AND p.drop_id = d.id
$$;

-- The prices of an edition as a drop asks them: its own where it has one.
CREATE FUNCTION drop_prices(p_prices sale_price[], p_drop uuid) RETURNS sale_price[] LANGUAGE sql STABLE AS $$
  SELECT array_agg((p.currency, coalesce(d.price_minor, p.unit_minor), coalesce(d.deposit_minor, p.deposit_minor),
      p.tax_bp)::sale_price ORDER BY p.ordinality)
    FROM unnest(p_prices) WITH ORDINALITY p LEFT JOIN drop_price d ON d.drop_id = p_drop AND d.currency = p.currency
$$;
